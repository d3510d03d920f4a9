using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Sweeps;

public class SweepFileReaderTests
{
    [Fact]
    public void A_complete_file_is_read()
    {
        var sweep = Sweep("""
            name: pnn-b-degree
            family: polynomial-network
            dataset: {name: mnist, path: images, train: 10000, validation: 500, test: 800, normalise: standard, seed: 7, label: 0, options: {noise: 0.25}}
            parameters: {hidden: [64, 32, 16], alpha: 1e-3, clip: none}
            axes:
              - parameter: B
                log: {from: 1, to: 64, count: 7}
              - parameter: degree
                int: {from: 2, to: 22, step: 5}
            strategy: {kind: random, cells: 200}
            replicates: {kind: fixed, count: 4}
            budget: {steps: 500, batch: 96, wallClock: 1.5h, trials: 5000}
            labels: {degradedBy: 0.05, escapeRange: 1.2}
            map: {x: degree}
            seed: 18446744073709551615
            """);

        Assert.Equal("images", sweep.Dataset.Path);
        Assert.Equal((10000, 500, 800), (sweep.Dataset.Train, sweep.Dataset.Validation, sweep.Dataset.Test));
        Assert.Equal((Normalisation.Standard, 7ul, "0"), (sweep.Dataset.Normalise, sweep.Dataset.Seed, sweep.Dataset.Label));
        Assert.Equal(0.25, sweep.Dataset.Options["noise"]);
        Assert.Equal("[64, 32, 16]", sweep.Parameters["hidden"].Text);
        Assert.Equal(0.001, sweep.Parameters.Real("alpha"));
        Assert.Equal(96, sweep.Parameters.Integer("batch"));
        Assert.Equal(0.999, sweep.Parameters.Real("beta2"));
        Assert.Equal(["1", "2", "4", "8", "16", "32", "64"], sweep.Axes[0].Values.Select(value => value.Text));
        Assert.Equal(["2", "7", "12", "17", "22"], sweep.Axes[1].Values.Select(value => value.Text));
        Assert.Equal((AxisScale.Log, AxisScale.Linear), (sweep.Axes[0].Scale, sweep.Axes[1].Scale));
        Assert.Equal(new Strategy(StrategyKind.Random, 200), sweep.Strategy);
        Assert.Equal(4, sweep.Replicates.Least);
        Assert.Equal(new Budget(null, 500, TimeSpan.FromMinutes(90), 5000), sweep.Budget);
        Assert.Equal((0.05, 1.2, 1.645), (sweep.Labels.DegradedBy, sweep.Labels.EscapeRange, sweep.Labels.DegradedSigmas));
        Assert.Equal(new MapAxes("degree", "B"), sweep.Map);
        Assert.Equal(ulong.MaxValue, sweep.Seed);
    }

    [Fact]
    public void A_silent_file_gets_the_familys_defaults()
    {
        var sweep = Sweep(CascadeHead);

        Assert.Equal(FamilyCatalogue.Of(Family.PolyharmonicCascade).Defaults, sweep.Parameters);
        Assert.Equal(Normalisation.Range, sweep.Dataset.Normalise);
        Assert.Equal(new MapAxes(null, null), sweep.Map);
        Assert.Equal(new Budget(10), sweep.Budget);
        Assert.Equal(3, sweep.Replicates.Least);
    }

    [Fact]
    public void Lists_and_names_and_infinity_can_be_axes()
    {
        var network = Sweep(Head + "axes: [{parameter: hidden, values: [[64, 32], [128]]}, {parameter: boundary, values: [off, exponential]}]\n");
        var cascade = Sweep(CascadeHead + "axes: [{parameter: c, values: [400, inf]}]\n");

        Assert.Equal(["[64, 32]", "[128]"], network.Axes[0].Values.Select(value => value.Text));
        Assert.Equal(["off", "exponential"], network.Axes[1].Values.Select(value => value.Text));
        Assert.Equal(double.PositiveInfinity, cascade.Axes[0].Values[1].AsReal());
    }

    [Fact]
    public void A_log_axis_of_an_integer_keeps_equal_roundings_once()
    {
        var sweep = Sweep(Head + "axes: [{parameter: degree, log: {from: 1, to: 8, count: 10}}]\n");

        Assert.Equal(["1", "2", "3", "4", "5", "6", "8"], sweep.Axes[0].Values.Select(value => value.Text));
    }

    [Theory]
    [InlineData("log", AxisScale.Log)]
    [InlineData("linear", AxisScale.Linear)]
    public void A_list_of_numbers_may_have_a_scale(string name, AxisScale scale)
    {
        var sweep = Sweep(Head + $"axes: [{{parameter: B, values: [1, 3, 10], scale: {name}}}]\n");

        Assert.Equal((scale, null), (sweep.Axes[0].Scale, sweep.Axes[0].Range));
        Assert.Equal(["1", "3", "10"], sweep.Axes[0].Values.Select(value => value.Text));
        Assert.Equal(sweep, Sweep(SweepFileWriter.Write(sweep)));
    }

    [Fact]
    public void An_override_of_the_spacing_takes_the_place_of_a_list_with_its_scale()
    {
        const string Text = Head + "axes: [{parameter: B, values: [1, 3, 10], scale: log}]\n";

        Assert.Equal(new AxisRange(1, 9, 3), Sweep(Text, ("axes.B.linear", "{from: 1, to: 9, count: 3}")).Axes[0].Range);
        Assert.Equal(AxisScale.Log, Sweep(Text, ("axes.B.values", "[2, 4]")).Axes[0].Scale);
        Assert.Equal(AxisScale.Linear, Sweep(Text, ("axes.B.scale", "linear")).Axes[0].Scale);
    }

    [Fact]
    public void The_resolution_of_a_refinement_takes_the_place_of_the_mapped_axes_counts()
    {
        var sweep = Sweep(Head + """
            axes:
              - {parameter: lambda, linear: {from: 0, to: 1, count: 3}}
              - {parameter: B, log: {from: 1, to: 64, count: 7}}
              - {parameter: degree, log: {from: 1, to: 22, count: 5}}
            strategy: {kind: refine, resolution: 65, coarse: 4, threshold: 0.9, tolerance: 0.05, cells: 2000}
            map: {x: B, y: degree}
            """);

        Assert.Equal(new Strategy(StrategyKind.Refine, 2000, new Refine(4, 0.9, 0.05)), sweep.Strategy);
        Assert.Equal([3, 65, 22], sweep.Axes.Select(axis => axis.Values.Length));
        Assert.Equal(sweep, Sweep(SweepFileWriter.Write(sweep)));
        Assert.Equal(new Refine(8, 0.5, 0.1), Sweep(Head + "axes: [{parameter: degree, int: {from: 1, to: 22}}]\nstrategy: {kind: refine}\n").Strategy.Refine);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_the_order_of_the_file()
    {
        var errors = Errors("""
            name: test
            family: polynomial-network
            dataset: {name: spirals}
            parameters:
              lamda: 10
              degree: 40
            replicates: {count: 0}
            sed: 1
            """);

        Assert.Equal(
            [
                "test.yaml:5:3: parameters.lamda: unknown parameter; did you mean 'lambda'?",
                "test.yaml:6:11: parameters.degree: found '40', but it must be an integer from 1 to 22",
                "test.yaml:7:21: replicates.count: found '0', but it must be an integer from 1 to 100000",
                "test.yaml:8:1: sed: unknown key; did you mean 'seed'?",
            ],
            errors);
    }

    [Fact]
    public void A_value_of_the_command_line_replaces_the_files()
    {
        const string Text = Head + "axes:\n  - parameter: B\n    log: {from: 1, to: 64, count: 24}\nbudget: {epochs: 10}\n";
        var sweep = Sweep(
            Text,
            ("parameters.alpha", "0.7"), ("replicates.count", "1"), ("dataset.train", "1000"), ("axes.B.log.count", "12"), ("budget.steps", "50"));
        var listed = Sweep(Text, ("axes.B.values", "[1, 2]"));

        Assert.Equal(0.7, sweep.Parameters.Real("alpha"));
        Assert.Equal(1, sweep.Replicates.Least);
        Assert.Equal(1000, sweep.Dataset.Train);
        Assert.Equal(12, sweep.Axes[0].Values.Length);
        Assert.Equal(new Budget(null, 50), sweep.Budget);
        Assert.Equal(["1", "2"], listed.Axes[0].Values.Select(value => value.Text));
    }

    [Fact]
    public void A_wrong_value_of_the_command_line_is_named_by_its_key()
    {
        Assert.Equal(["--set parameters.alpha:1:1: parameters.alpha: found '-1', but it must be a number greater than 0"], Errors(Head, ("parameters.alpha", "-1")));
        Assert.Contains("there is no axis 'b'; the axes are: B", Assert.Single(Errors(Head + "axes: [{parameter: B, values: [1]}]\n", ("axes.b.values", "[2]"))), StringComparison.Ordinal);
        Assert.Contains("which has no keys", Assert.Single(Errors(Head, ("name.x", "1"))), StringComparison.Ordinal);
    }
}
