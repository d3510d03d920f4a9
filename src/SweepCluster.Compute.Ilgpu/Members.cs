using ILGPU;
using ILGPU.Runtime;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Ilgpu;

/// <summary>
/// Which members of a population live. The device decides; the host's copy of the flags follows some launches behind,
/// by copies that nothing waits for. A flag only ever falls, so an old one errs on the side of living.
/// </summary>
internal sealed class Members : IDisposable
{
    // Looks that one copy serves: two a training step make it one copy in sixteen steps.
    private const int LooksPerCopy = 32;

    private readonly AcceleratorStream _stream;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _slots;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _alive;
    private readonly MemoryBuffer1D<long, Stride1D.Dense> _steps;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _signals;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _layers;
    private readonly PageLockedArray1D<int> _flags;
    private readonly int[] _living;
    private readonly long[] _stepsRead;
    private readonly int[] _signalsRead;
    private readonly int[] _layersRead;
    private bool _isUnread = true;
    private int _looks;
    private bool _isStale;

    public Members(Accelerator accelerator, AcceleratorStream stream, int population)
    {
        _stream = stream;
        _slots = Exhaustion.Watch(() => accelerator.Allocate1D<int>(population));
        _alive = Exhaustion.Watch(() => accelerator.Allocate1D<int>(population));
        _steps = Exhaustion.Watch(() => accelerator.Allocate1D<long>(population));
        _signals = Exhaustion.Watch(() => accelerator.Allocate1D<int>(population));
        _layers = Exhaustion.Watch(() => accelerator.Allocate1D<int>(population));
        _flags = accelerator.AllocatePageLocked1D<int>(population);
        _living = new int[population];
        (_stepsRead, _signalsRead, _layersRead) = (new long[population], new int[population], new int[population]);
        Revive();
    }

    /// <summary>Members in the grid of a launch: those that the host believes alive.</summary>
    public int Slots { get; private set; }

    public Frame Frame => new(_slots.View, _alive.View);

    /// <summary>The device's flags.</summary>
    public Operand<int> Flags => new(_alive.View, 0, 0);

    public Retirements Retirements => new(_alive.View, _steps.View, _signals.View, _layers.View);

    /// <summary>Whether any lives, as far as the host knows; now and then this asks the device anew, without waiting.</summary>
    public bool AnyAlive
    {
        get
        {
            if (++_looks >= LooksPerCopy)
            {
                // What the last copy brought; the next one is on its way while training goes on.
                Compact();
                CopyFlags();
            }

            return Slots > 0;
        }
    }

    /// <summary>Tells that a launch may have retired members.</summary>
    public void Changed() => _isStale = _isUnread = true;

    public bool IsAlive(int member)
    {
        Refresh();
        return _flags.Span[member] != 0;
    }

    public Divergence? DivergenceOf(int member)
    {
        if (IsAlive(member))
        {
            return null;
        }

        if (_isUnread)
        {
            // Whoever asks for one member asks for the others too.
            _steps.View.CopyToCPU(_stream, (Span<long>)_stepsRead);
            _signals.View.CopyToCPU(_stream, (Span<int>)_signalsRead);
            _layers.View.CopyToCPU(_stream, (Span<int>)_layersRead);
            _isUnread = false;
        }

        var layer = _layersRead[member];
        return new Divergence(_stepsRead[member], (DivergenceSignal)_signalsRead[member], layer < 0 ? null : layer);
    }

    public void Retire(int member, Divergence divergence)
    {
        if (IsAlive(member))
        {
            Write(_steps, member, divergence.Step);
            Write(_signals, member, (int)divergence.Signal);
            Write(_layers, member, divergence.Layer ?? -1);
            Write(_alive, member, 0);
            Changed();
            Refresh();
        }
    }

    public void Revive()
    {
        _stream.Synchronize();
        _flags.Span.Fill(1);
        _alive.View.CopyFromCPU(_stream, (ReadOnlySpan<int>)_flags.Span);
        _isStale = false;
        Slots = 0;
        Compact();
    }

    public void Dispose()
    {
        _stream.Synchronize();
        _slots.Dispose();
        _alive.Dispose();
        _steps.Dispose();
        _signals.Dispose();
        _layers.Dispose();
        _flags.Dispose();
    }

    private void Refresh()
    {
        if (_isStale)
        {
            CopyFlags();
            _stream.Synchronize();
            _isStale = false;
            Compact();
        }
    }

    private void CopyFlags()
    {
        _looks = 0;
        _alive.View.CopyToPageLockedAsync(_stream, _flags);
    }

    // Leaves retired members out of all later grids.
    private void Compact()
    {
        var flags = _flags.Span;
        var count = 0;
        for (var member = 0; member < flags.Length; member++)
        {
            if (flags[member] != 0)
            {
                _living[count++] = member;
            }
        }

        if (count != Slots && count > 0)
        {
            _slots.View.SubView(0, count).CopyFromCPU(_stream, _living.AsSpan(0, count));
        }

        Slots = count;
    }

    private void Write<T>(MemoryBuffer1D<T, Stride1D.Dense> values, int member, T value)
        where T : unmanaged => values.View.SubView(member, 1).CopyFromCPU(_stream, [value]);
}
