using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>An array as kernels see it; strides are 0 where one member or one matrix serves all.</summary>
/// <param name="aligned">Not 0 when every row of every matrix begins at a multiple of 16 bytes and has whole quads.</param>
internal readonly struct Operand<T>(ArrayView<T> data, long memberStride, long matrixStride, int aligned = 0)
    where T : unmanaged
{
    public readonly ArrayView<T> Data = data;
    public readonly long MemberStride = memberStride;
    public readonly long MatrixStride = matrixStride;
    public readonly int Aligned = aligned;

    /// <summary>Everything from a member's first element on.</summary>
    public ArrayView<T> Of(int member) => Data.SubView(member * MemberStride);

    /// <summary>Everything from the first element of the matrix that a group works on.</summary>
    public ArrayView<T> Of(Work work) => Of(work.Member, work.Matrix);

    /// <summary>Everything from the first element of one of a member's matrices on.</summary>
    public ArrayView<T> Of(int member, int matrix) => Data.SubView((member * MemberStride) + (matrix * MatrixStride));
}
