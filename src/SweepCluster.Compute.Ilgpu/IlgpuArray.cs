using ILGPU;
using ILGPU.Runtime;
using SweepCluster.Compute.Ilgpu.Kernels;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>Memory of an accelerator, copied from and to in the order of one stream.</summary>
internal sealed class IlgpuArray<T> : DeviceArray<T>
    where T : unmanaged
{
    private const int Quad = 4;

    private readonly MemoryBuffer1D<T, Stride1D.Dense>? _owned;
    private readonly AcceleratorStream _stream;
    private readonly ArrayView<T> _data;

    // Elements from the allocation's first, which is aligned for every load, to this window's.
    private readonly long _offset;

    public IlgpuArray(Accelerator accelerator, AcceleratorStream stream, int population, int matrices, int rows, int columns)
        : base(population, matrices, rows, columns, (long)matrices * rows * columns)
    {
        _stream = stream;

        // An array without elements still has an address.
        _owned = Exhaustion.Watch(() => accelerator.Allocate1D<T>(Math.Max(1, population * MemberStride)));
        _data = _owned.View;
        _owned.MemSetToZero(stream);
    }

    private IlgpuArray(IlgpuArray<T> whole, int offset, int matrices, int rows, int columns)
        : base(whole.Population, matrices, rows, columns, whole.MemberStride)
    {
        _stream = whole._stream;
        _data = whole._data.SubView(offset);
        _offset = whole._offset + offset;
    }

    public Operand<T> Operand => new(_data, Population == 1 ? 0 : MemberStride, Matrices == 1 ? 0 : (long)Rows * Columns, IsAligned ? 1 : 0);

    // Rows of whole quads of 16 bytes or more; members and windows need not begin at one.
    private bool IsAligned => Interop.SizeOf<T>() >= 4 && Columns % Quad == 0 && _offset % Quad == 0 && (Population == 1 || MemberStride % Quad == 0);

    public override DeviceArray<T> View(int offset, int matrices, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + ((long)matrices * rows * columns), Length, nameof(offset));
        return new IlgpuArray<T>(this, offset, matrices, rows, columns);
    }

    public override void Upload(int member, ReadOnlySpan<T> source)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, Length);
        if (Length > 0)
        {
            Elements(member).CopyFromCPU(_stream, source);
        }
    }

    public override void Download(int member, Span<T> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Length);
        if (Length > 0)
        {
            Elements(member).CopyToCPU(_stream, destination);
        }
    }

    public override void UploadAll(ReadOnlySpan<T> source)
    {
        CheckWhole(source.Length);
        if (source.Length > 0)
        {
            _data.SubView(0, source.Length).CopyFromCPU(_stream, source);
        }
    }

    public override void DownloadAll(Span<T> destination)
    {
        CheckWhole(destination.Length);
        if (destination.Length > 0)
        {
            _data.SubView(0, destination.Length).CopyToCPU(_stream, destination);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _owned is { IsDisposed: false })
        {
            Closing.Of(() =>
            {
                // Operations that still use it may be queued.
                _stream.Synchronize();
                _owned.Dispose();
            });
        }
    }

    private ArrayView<T> Elements(int member) => _data.SubView(Population == 1 ? 0 : member * MemberStride, Length);
}
