namespace SweepCluster.Compute.Measuring;

/// <summary>What a device reaches in the two kinds of work that limit training, in float32.</summary>
/// <param name="MatrixFlops">Floating-point operations per second of one large matrix product.</param>
/// <param name="CopyBytes">Bytes per second, read and written together, of copying rows in device memory.</param>
public sealed record DeviceRates(double MatrixFlops, double CopyBytes)
{
    private const int SmallestOrder = 64;
    private const int LargestOrder = 4096;
    private const int RowLength = 1024;
    private const int FewestRows = 64;
    private const int MostRows = 1 << 16;
    private const int Repetitions = 3;

    // Long enough that starting a piece of work hardly counts.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(10);

    /// <summary>Measures for a fraction of a second; pieces of work grow until one takes long enough.</summary>
    public static DeviceRates Measure(IDevice device, TimeProvider clock) => new(Matrix(device, clock), Copy(device, clock));

    private static double Matrix(IDevice device, TimeProvider clock)
    {
        using var operations = device.Open<float>(1, device.Description.Cores);
        using var end = new QueueEnd<float>(operations);
        for (var order = SmallestOrder; ; order *= 2)
        {
            using var left = operations.Allocate<float>(1, order, order);
            using var right = operations.Allocate<float>(1, order, order);
            using var product = operations.Allocate<float>(1, order, order);
            var seconds = Best(clock, () =>
            {
                operations.Multiply(left, false, right, false, product);
                end.Wait();
            });
            if (seconds >= Enough.TotalSeconds || order == LargestOrder)
            {
                return 2.0 * order * order * order / seconds;
            }
        }
    }

    private static double Copy(IDevice device, TimeProvider clock)
    {
        // As many queues as the device trains with: one core does not reach what all cores do.
        var queues = device.PlanFor(new MemberCost(1, 1), int.MaxValue).Queues;
        for (var rows = FewestRows; ; rows *= 2)
        {
            var copies = Enumerable.Range(0, queues).Select(_ => new RowCopy(device, rows / queues)).ToArray();
            try
            {
                var seconds = Best(clock, () => Parallel.For(0, queues, queue => copies[queue].Run()));
                if (seconds >= Enough.TotalSeconds || rows == MostRows)
                {
                    return 2.0 * queues * (rows / queues) * RowLength * sizeof(float) / seconds;
                }
            }
            finally
            {
                Array.ForEach(copies, copy => copy.Dispose());
            }
        }
    }

    // The first time compiles and warms up.
    private static double Best(TimeProvider clock, Action work)
    {
        work();
        return Enumerable.Range(0, Repetitions).Min(_ =>
        {
            var started = clock.GetTimestamp();
            work();
            return Math.Max(clock.GetElapsedTime(started).TotalSeconds, 1e-9);
        });
    }

    /// <summary>All rows of one array, gathered in order into another.</summary>
    private sealed class RowCopy : IDisposable
    {
        private readonly IOperations<float> _operations;
        private readonly DeviceArray<float> _from;
        private readonly DeviceArray<int> _rows;
        private readonly DeviceArray<float> _to;
        private readonly QueueEnd<float> _end;

        public RowCopy(IDevice device, int rows)
        {
            _operations = device.Open<float>(1);
            _from = device.Share<float>(rows, RowLength, new float[rows * RowLength]);
            _rows = _operations.Allocate<int>(1, 1, rows);
            _rows.Upload(0, [.. Enumerable.Range(0, rows)]);
            _to = _operations.Allocate<float>(1, rows, RowLength);
            _end = new QueueEnd<float>(_operations);
        }

        public void Run()
        {
            _operations.GatherRows(_from, _rows, _to);
            _end.Wait();
        }

        public void Dispose()
        {
            _end.Dispose();
            _to.Dispose();
            _rows.Dispose();
            _from.Dispose();
            _operations.Dispose();
        }
    }
}
