namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>Where each member's matrices are: a <see cref="CpuArray{T}"/> as a job may carry it.</summary>
internal readonly unsafe struct Matrices<T>
    where T : unmanaged
{
    private readonly T* _data;
    private readonly long _memberStride;
    private readonly long _matrixStride;

    public Matrices(CpuArray<T> array)
    {
        _data = array.Member(0);
        _memberStride = array.Population == 1 ? 0 : array.MemberStride;
        _matrixStride = array.Matrices == 1 ? 0 : (long)array.Rows * array.Columns;
        Columns = array.Columns;
    }

    public int Columns { get; }

    /// <summary>Whether one matrix of each member serves all of the result's.</summary>
    public bool HasOneMatrix => _matrixStride == 0;

    /// <summary>Elements from one matrix of a member to the next; 0 when one serves all.</summary>
    public long MatrixStride => _matrixStride;

    public T* At(int member, int matrix) => _data + (member * _memberStride) + (matrix * _matrixStride);

    public Operand<T> Across(int member, int matrix, bool transposed) =>
        transposed ? new Operand<T>(At(member, matrix), 1, Columns) : new Operand<T>(At(member, matrix), Columns, 1);
}
