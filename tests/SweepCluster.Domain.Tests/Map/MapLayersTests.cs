using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Map;

public sealed class MapLayersTests
{
    private static readonly Axis B = Landscapes.Reals("B", AxisScale.Linear, 0, 1, 2, 3);
    private static readonly Axis Alpha = Landscapes.Reals("alpha", AxisScale.Linear, 0, 1);

    private static MapLayers Layers(Func<double, double, (int, int)?> trials, StrategyKind strategy = StrategyKind.Grid)
    {
        var map = Landscapes.Of([B, Alpha], at => trials(at[0].AsReal(), at[1].AsReal()), strategy, at => 0.5 + (0.1 * at[0].AsReal()));
        return MapLayers.Of(map, map.Slices[0])!;
    }

    [Fact]
    public void Layers_are_shaped_y_by_x()
    {
        var layers = Layers((b, alpha) => b < 2 ? (0, 3) : (alpha == 0 ? 2 : 3, 3));

        Assert.Equal((2, 4), (layers.Stable.GetLength(0), layers.Stable.GetLength(1)));
        Assert.Equal(2.0 / 3, layers.Stable[0, 2], 1e-12);
        Assert.Equal(0.7, layers.ScoreMean[1, 2], 1e-12);
        Assert.Equal(7, layers.StepsToDivergence[0, 0]);
        Assert.Equal(Outcome.Diverged, layers.Label[1, 1]);
        Assert.Equal(3, layers.Replicates[0, 3]);
        Assert.Equal(1, layers.TrainingSeconds[0, 3]);
        Assert.True(double.IsNaN(layers.ScoreMean[0, 0]));
    }

    [Fact]
    public void A_hole_is_unknown_in_a_grid_and_the_nearest_cell_in_a_refined_map()
    {
        static (int, int)? Trials(double b, double alpha) => b is 1 or 2 && alpha == 1 ? null : b < 2 ? (0, 1) : (1, 1);

        Assert.Null(Layers(Trials).Label[1, 1]);
        var refined = Layers(Trials, StrategyKind.Refine);
        Assert.False(refined.IsPlanned[1, 2]);
        Assert.Equal((Outcome.Diverged, Outcome.Stable), (refined.Label[1, 1], refined.Label[1, 2]));
    }

    [Fact]
    public void Interpolation_never_crosses_a_label_boundary()
    {
        var layers = Layers((b, _) => b < 2 ? (0, 2) : (2, 2));

        Assert.Equal(0.75, layers.Between(layers.ScoreMean, 2.5, 0.3), 1e-12);
        Assert.Equal(0.7, layers.Between(layers.ScoreMean, 1.6, 0.3), 1e-12);
        Assert.Equal(1, layers.Between(layers.Stable, 1.6, 0.3), 1e-12);
        Assert.Equal(0, layers.Between(layers.Stable, 1.4, 0.3), 1e-12);
        Assert.True(double.IsNaN(layers.Between(layers.ScoreMean, 1.4, 0.3)));
    }
}
