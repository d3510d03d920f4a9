using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>An array as kernels see it; strides are 0 where one member or one matrix serves all.</summary>
internal readonly struct Operand<T>(ArrayView<T> data, long memberStride, long matrixStride)
    where T : unmanaged
{
    public readonly ArrayView<T> Data = data;
    public readonly long MemberStride = memberStride;
    public readonly long MatrixStride = matrixStride;

    /// <summary>Everything from a member's first element on.</summary>
    public ArrayView<T> Of(int member) => Data.SubView(member * MemberStride);

    /// <summary>Everything from the first element of one of a member's matrices on.</summary>
    public ArrayView<T> Of(int member, int matrix) => Data.SubView((member * MemberStride) + (matrix * MatrixStride));
}
