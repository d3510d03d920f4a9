using System.Numerics;

namespace SweepCluster.Compute.Measuring;

/// <summary>Waits until a device has done everything that a queue was given: a queue keeps its order.</summary>
internal sealed class QueueEnd<T>(IOperations<T> operations) : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DeviceArray<T> _done = operations.Allocate<T>(1, 1, 1);

    public void Wait()
    {
        Span<T> value = stackalloc T[1];
        _done.Download(0, value);
    }

    public void Dispose() => _done.Dispose();
}
