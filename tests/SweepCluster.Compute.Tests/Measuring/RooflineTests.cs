using System.Numerics;
using SweepCluster.Compute.Cpu;
using SweepCluster.Compute.Measuring;
using SweepCluster.Compute.Measuring.Rooflines;

namespace SweepCluster.Compute.Tests.Measuring;

public class RooflineTests
{
    // 100 GFLOP/s and 20 GB/s: the ridge is at 5 operations a byte.
    private static readonly DeviceRates Rates = new(100e9, 20e9);

    [Theory]
    [InlineData(5.001, RooflineBound.Arithmetic)]
    [InlineData(4.999, RooflineBound.Memory)]
    public void An_operation_is_bound_by_the_side_of_the_ridge_that_it_is_on(double flopsPerByte, RooflineBound bound)
    {
        var point = new RooflinePoint("product", "", 1, new OperationCost(flopsPerByte * 1e9, 1e9));

        Assert.Equal(bound, point.Bound(Rates));
    }

    [Fact]
    public void Its_share_is_of_the_rate_that_bounds_it()
    {
        Assert.Equal(0.3, new RooflinePoint("product", "", 2, new OperationCost(60e9, 1e9)).Share(Rates), 12);
        Assert.Equal(0.25, new RooflinePoint("sum", "", 2, new OperationCost(1e9, 10e9)).Share(Rates), 12);
    }

    [Fact]
    public void A_product_reads_both_operands_once_and_writes_its_result_once() =>
        Assert.Equal(new OperationCost(2 * 3 * 5 * 7, 4 * ((3 * 5) + (5 * 7) + (3 * 7))), OperationCost.Product(3, 5, 7));

    [Fact]
    public void A_left_operand_that_serves_all_matrices_counts_once() =>
        Assert.Equal(new OperationCost(2 * 3 * 5 * 7 * 2, 4 * ((3 * 5) + (2 * 5 * 7) + (2 * 2 * 3 * 7))), OperationCost.Product(3, 5, 7, matrices: 2, lefts: 1, accumulates: true));

    // Each look at this clock comes a second after the one before, so each run of an operation takes one.
    [Fact]
    public void A_point_is_the_work_of_all_members_in_the_median_time_of_a_run()
    {
        using var device = new CpuDevice(cores: 1);
        var measurement = new RooflineMeasurement(device, new NetworkJob([3, 5, 2], rows: 4, population: 6), repetitions: 4, new SecondsClock());

        var points = measurement.Run(CancellationToken.None);

        Assert.Equal(6, measurement.Members);
        Assert.All(points, point => Assert.Equal(1, point.Seconds));
        Assert.Equal(6.0 * 2 * 4 * 3 * 5, points[0].FlopsPerSecond);
        Assert.Equal("4×3 · 3×5", points[0].Shape);
    }

    [Fact]
    public void Queues_of_a_processor_share_the_members()
    {
        using var device = new CpuDevice(cores: 2);
        var measurement = new RooflineMeasurement(device, new NetworkJob([2, 3, 2], rows: 4, population: 6), repetitions: 1, new SecondsClock());

        measurement.Run(CancellationToken.None);

        Assert.Equal((2, 3, 6), (measurement.Plan.Queues, measurement.Plan.Population, measurement.Members));
    }

    [Fact]
    public void Every_operation_of_a_cascade_can_be_repeated()
    {
        using var device = new CpuDevice(cores: 1);
        var measurement = new RooflineMeasurement(device, new CascadeJob([5, 4, 3, 2], rows: 9, population: 1), repetitions: 3, new SecondsClock());

        var points = measurement.Run(CancellationToken.None);

        Assert.Equal(["octahedron H", "product H·Y", "update Y += ½ Hᵀ·G", "octahedron H", "multipliers Λ = U·Y", "product G·Λᵀ", "octahedron, back", "distances", "kernel", "kernel, back", "ΣΩ = Σ HHᵀ∘GGᵀ", "Cholesky", "solve"], points.Select(point => point.Operation));
        Assert.Equal(2 * 9.0 * 9 * 9 / 3, points.Single(point => point.Operation == "Cholesky").Cost.Flops, 9);
    }

    [Fact]
    public void A_population_that_does_not_fit_is_halved()
    {
        using var device = new SmallDevice(most: 3);
        var measurement = new RooflineMeasurement(device, new NetworkJob([2, 3, 2], rows: 4, population: 8), repetitions: 1, new SecondsClock());

        var points = measurement.Run(CancellationToken.None);

        Assert.Equal(2, measurement.Members);
        Assert.Equal(2.0 * 2 * 4 * 2 * 3, points[0].Cost.Flops);
    }

    [Fact]
    public void Without_room_for_one_member_there_is_nothing_to_measure()
    {
        using var device = new SmallDevice(most: 0);
        var measurement = new RooflineMeasurement(device, new NetworkJob([2, 3, 2], rows: 4, population: 8), repetitions: 1, new SecondsClock());

        Assert.Throws<InsufficientMemoryException>(() => measurement.Run(CancellationToken.None));
    }

    [Fact]
    public void Measuring_ends_when_it_is_asked_to()
    {
        using var device = new CpuDevice(cores: 1);
        using var asked = new CancellationTokenSource();
        asked.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            new RooflineMeasurement(device, new NetworkJob([2, 3, 2], rows: 4, population: 8), repetitions: 1, new SecondsClock()).Run(asked.Token));
    }

    [Theory]
    [InlineData(new[] { 3 }, 4, 1)]
    [InlineData(new[] { 3, 0 }, 4, 1)]
    [InlineData(new[] { 3, 2 }, 1, 1)]
    [InlineData(new[] { 3, 2 }, 4, 0)]
    public void Sizes_that_no_model_has_are_refused(int[] layers, int rows, int population) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeJob(layers, rows, population));

    private sealed class SecondsClock : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _looks++;
    }

    /// <summary>Has room for so many members.</summary>
    private sealed class SmallDevice(int most) : IDevice
    {
        private readonly CpuDevice _device = new(cores: 1);

        public DeviceDescription Description => _device.Description;

        public DevicePlan PlanFor(MemberCost cost, int members) => new(Queues: 1, members, Threads: 1);

        public IOperations<T> Open<T>(int population, int threads = 1)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            population <= most ? _device.Open<T>(population, threads) : throw new InsufficientMemoryException();

        public DeviceArray<T> Share<T>(int rows, int columns, ReadOnlySpan<T> values)
            where T : unmanaged => _device.Share(rows, columns, values);

        public void Dispose() => _device.Dispose();
    }
}
