using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Tests.Conformance;

public class WatchConformance
{
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_member_is_retired_at_its_first_value_that_is_too_large_or_not_finite(string name, int threads)
    {
        using var device = TestDevices.Open(name);
        using var queue = device.Open<float>(5, threads);
        using var values = queue.Allocate<float>(1, 1, 3);
        values.Upload(0, [1, -9, 2]);
        values.Upload(1, [1, float.NaN, 11]);
        values.Upload(2, [1, 2, -11]);
        values.Upload(3, [float.NegativeInfinity, 2, 3]);
        values.Upload(4, [12, 2, 3]);
        queue.Retire(4, new Divergence(6, DivergenceSignal.Loss));

        queue.Watch(values, 10, step: 7, DivergenceSignal.BoundaryLoss, layer: 4);

        Assert.Equal(
            [
                null,
                new Divergence(7, DivergenceSignal.BoundaryLoss, 5),
                new Divergence(7, DivergenceSignal.BoundaryLoss, 6),
                new Divergence(7, DivergenceSignal.BoundaryLoss, 4),
                new Divergence(6, DivergenceSignal.Loss),
            ],
            Enumerable.Range(0, 5).Select(queue.DivergenceOf));
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void Values_of_no_layer_name_none(string name, int threads)
    {
        using var device = TestDevices.Open(name);
        using var queue = device.Open<float>(1, threads);
        using var values = queue.Allocate<float>(1, 1, 2);
        values.Upload(0, [1, float.NaN]);

        queue.Watch(values, 10, step: 7, DivergenceSignal.GradientNorm);

        Assert.Equal(new Divergence(7, DivergenceSignal.GradientNorm), queue.DivergenceOf(0));
    }
}
