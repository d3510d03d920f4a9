using System.Runtime.InteropServices;

namespace SweepCluster.Compute.Cpu;

/// <summary>Native memory, aligned for the widest vectors, outside the reach of the garbage collector.</summary>
internal sealed unsafe class CpuArray<T> : DeviceArray<T>
    where T : unmanaged
{
    private const nuint Alignment = 64;
    private readonly bool _owned;
    private T* _data;

    public CpuArray(int population, int matrices, int rows, int columns)
        : base(population, matrices, rows, columns, (long)matrices * rows * columns)
    {
        var bytes = checked((nuint)population * (nuint)matrices * (nuint)rows * (nuint)columns * (nuint)sizeof(T));
        _data = (T*)NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
        _owned = true;
        NativeMemory.Clear(_data, bytes);
        GC.AddMemoryPressure((long)Math.Max(bytes, Alignment));
    }

    private CpuArray(T* data, int population, int matrices, int rows, int columns, long memberStride)
        : base(population, matrices, rows, columns, memberStride) => _data = data;

    /// <summary>The first element of a member; of the only one when the array is shared.</summary>
    public T* Member(int member) => _data + (Population == 1 ? 0 : member * MemberStride);

    /// <summary>The first element of one matrix of a member; of the only one when there is one.</summary>
    public T* Matrix(int member, int matrix) => Member(member) + (Matrices == 1 ? 0 : (long)matrix * Rows * Columns);

    public override DeviceArray<T> View(int offset, int matrices, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + ((long)matrices * rows * columns), Length, nameof(offset));
        return new CpuArray<T>(_data + offset, Population, matrices, rows, columns, MemberStride);
    }

    public override void Upload(int member, ReadOnlySpan<T> source)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, Length);
        source.CopyTo(new Span<T>(Member(member), Length));
    }

    public override void Download(int member, Span<T> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Length);
        new ReadOnlySpan<T>(Member(member), Length).CopyTo(destination);
    }

    public override void UploadAll(ReadOnlySpan<T> source)
    {
        CheckWhole(source.Length);
        source.CopyTo(new Span<T>(_data, source.Length));
    }

    public override void DownloadAll(Span<T> destination)
    {
        CheckWhole(destination.Length);
        new ReadOnlySpan<T>(_data, destination.Length).CopyTo(destination);
    }

    protected override void Dispose(bool disposing)
    {
        if (_owned && _data is not null)
        {
            NativeMemory.AlignedFree(_data);
            GC.RemoveMemoryPressure((long)Math.Max((nuint)((long)Population * MemberStride * sizeof(T)), Alignment));
        }

        _data = null;
    }

    ~CpuArray() => Dispose(disposing: false);
}
