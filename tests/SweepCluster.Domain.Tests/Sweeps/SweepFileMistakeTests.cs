using SweepCluster.Domain.Sweeps;
using static SweepCluster.Domain.Tests.Sweeps.SweepText;

namespace SweepCluster.Domain.Tests.Sweeps;

public class SweepFileMistakeTests
{
    [Theory]
    [InlineData("name: [", "not valid YAML")]
    [InlineData("name: \"\\xZZ\"", "not valid YAML")]
    [InlineData("- a\n- b", "a sweep file is a group of keys")]
    [InlineData("", "name: is missing")]
    [InlineData("name: a\n---\nname: b\n", "a second document begins here")]
    [InlineData("name: &x a\nfamily: *x\n", "anchors and tags are not allowed")]
    [InlineData("name: *x\n", "aliases are not allowed")]
    [InlineData("name: !!str a\n", "anchors and tags are not allowed")]
    [InlineData("? [a]\n: b\n", "a key must be a name")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[[[[[", "nested more than 16 deep")]
    [InlineData("name: a\nname: b\n", "this key was already given in line 1")]
    [InlineData("name: a\nfamily: polynomial-netwrk\n", "there is no family 'polynomial-netwrk'; did you mean 'polynomial-network'?")]
    public void A_file_that_is_not_a_sweep_is_refused(string text, string message) =>
        Assert.Contains(Errors(text), error => error.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void A_file_above_one_mebibyte_is_refused() =>
        Assert.Contains("larger than 1 MiB", Assert.Single(Errors(new string('#', 1_050_000))), StringComparison.Ordinal);

    [Theory]
    [InlineData("parameters: {sigma2: 1}", "4:14: parameters.sigma2: unknown parameter: it belongs to the family polyharmonic-cascade")]
    [InlineData("parameters: {clip: selektive}", "it must be one of selective, none, standard; did you mean 'selective'?")]
    [InlineData("parameters: {B: inf}", "found 'inf', but it must be a number greater than 0")]
    [InlineData("parameters: {B: .nan}", "found '.nan'")]
    [InlineData("parameters: {B: 1e999}", "found '1e999'")]
    [InlineData("parameters: {B: 1_000}", "found '1_000', but it must be a number greater than 0")]
    [InlineData("parameters: {B: \"10\"}", "must be a number")]
    [InlineData("parameters: {B: }", "found nothing")]
    [InlineData("parameters: {dropout: 1}", "must be a number of at least 0 and less than 1")]
    [InlineData("parameters: {hidden: []}", "found [], but it must be a list of 1 to 64 integers from 1 to 65536")]
    [InlineData("parameters: {hidden: [64, 0]}", "found [64, 0]")]
    [InlineData("parameters: {hidden: 64}", "must be a list of 1 to 64 integers")]
    [InlineData("parameters: {degree: 2.5}", "must be an integer from 1 to 22")]
    [InlineData("parameters: [1]", "parameters: found a list, but it must be a group of keys")]
    [InlineData("parameters: {batch: 64}\nbudget: {batch: 32}", "parameters.batch says it already")]
    [InlineData("budget: {epochs: 1, steps: 2}", "budget.steps: epochs is given too")]
    [InlineData("budget: {wallClock: 90}", "a duration greater than 0, such as 90s, 30m or 2h")]
    [InlineData("budget: {wallClock: 0s}", "a duration greater than 0")]
    [InlineData("axes: [{parameter: B, values: [1, 3], scale: cubic}]", "axes[0].scale: found 'cubic', but it must be one of log, linear")]
    [InlineData("axes: [{parameter: B, log: {from: 1, to: 3, count: 2}, scale: log}]", "axes[0].scale: is for values: [...] only; log says it already")]
    [InlineData("axes: [{parameter: B, values: [3, 1], scale: log}]", "axes[0].scale: needs finite values above 0 in ascending order, but 1 is not; sort the list")]
    [InlineData("axes: [{parameter: lambda, values: [0, 1], scale: log}]", "in ascending order, but 0 is not")]
    [InlineData("axes: [{parameter: clip, values: [none, standard], scale: linear}]", "axes[0].scale: is for numbers, but 'clip' is one of")]
    [InlineData("budget: {trials: 0}", "budget.trials: found '0', but it must be an integer from 1")]
    [InlineData("budget: {trials: 2}\naxes: [{parameter: degree, values: [2, 4]}]", "budget.trials: found 2, but one trial of every cell and its references take 3; allow more")]
    [InlineData("budget: {trials: 17}\nreplicates: {count: 2}\nstrategy: {kind: refine, coarse: 8}\naxes: [{parameter: degree, int: {from: 1, to: 22}}]", "the cover that the strategy begins with and its references take 20")]
    [InlineData("budget: {trials: 60}\nreplicates: {count: 1}\nstrategy: {kind: boundary, cells: 100}\naxes: [{parameter: B, log: {from: 1, to: 9, count: 9}}]", "and its references take 61")]
    [InlineData("labels: {escaperange: 1}", "did you mean 'escapeRange'?")]
    [InlineData("seed: -1", "seed: found '-1', but it must be an integer from 0")]
    [InlineData("strategy: {kind: random}", "strategy.cells: is missing")]
    [InlineData("strategy: {cells: 5}", "a grid's axes say how many cells")]
    [InlineData("strategy: {kind: random, cells: 3}\naxes: [{parameter: degree, values: [2, 4]}]", "the axes make only 2 different ones")]
    [InlineData("strategy: {kind: sobol}", "strategy.cells: is missing; it must be how many cells to draw")]
    [InlineData("strategy: {kind: random, cells: 3, coarse: 4}\naxes: [{parameter: degree, values: [2, 4, 6]}]", "strategy.coarse: is for kind: refine")]
    [InlineData("strategy: {kind: refine, resolutoin: 64}\naxes: [{parameter: degree, int: {from: 1, to: 22}}]", "strategy.resolutoin: unknown key; did you mean 'resolution'?")]
    [InlineData("strategy: {kind: refine}", "strategy.kind: refine needs an axis to split")]
    [InlineData("strategy: {kind: refine, threshold: 1}\naxes: [{parameter: degree, int: {from: 1, to: 22}}]", "strategy.threshold: found '1', but it must be a number greater than 0 and less than 1")]
    [InlineData("strategy: {kind: refine, resolution: 8}\naxes: [{parameter: B, log: {from: 1, to: 64, count: 24}}]", "strategy.resolution: found 8, but the coarse cover alone has 9 values per axis")]
    [InlineData("strategy: {kind: refine, resolution: 64}\naxes: [{parameter: B, values: [1, 2, 3]}, {parameter: degree, int: {from: 1, to: 22}}]", "strategy.resolution: asks for 64 values per mapped axis, but 'B' has 3 and 'degree' has 22")]
    [InlineData("strategy: {kind: refine}\naxes: [{parameter: B, log: {from: 1, to: 64, count: 9}}]", "there is nothing to refine: the coarse cover has 9 values per axis, and 'B' has 9")]
    [InlineData("strategy: {kind: refine, cells: 80}\naxes: [{parameter: B, log: {from: 1, to: 64, count: 24}}, {parameter: alpha, log: {from: 1, to: 64, count: 24}}]", "strategy.cells: found 80, but the coarse cover alone has 81 cells")]
    [InlineData("strategy: {kind: refine}\naxes: [{parameter: B, log: {from: 1, to: 64, count: 24}}, {parameter: clip, values: [none, standard]}]", "those of 'clip' have no order; name other axes under map")]
    [InlineData("strategy: {kind: refine, resolution: 60000}\naxes: [{parameter: B, log: {from: 1, to: 64, count: 24}}, {parameter: alpha, log: {from: 1, to: 64, count: 24}}]", "has 3.6E+09 cells; the most is 2147483647")]
    [InlineData("map: {x: B}", "there is no axis 'B'; this sweep has no axes")]
    public void A_wrong_value_is_named_with_what_is_allowed(string text, string message) =>
        Assert.Contains(message, Assert.Single(Errors(Head + text + "\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("{parameter: b, values: [1]}", "'b': unknown parameter: it belongs to the family polyharmonic-cascade, and this sweep is of polynomial-network; did you mean 'B'?")]
    [InlineData("{values: [1]}", "axes[0].parameter: is missing")]
    [InlineData("{parameter: B}", "exactly one of values, log, linear, int; found none")]
    [InlineData("{parameter: B, values: [1], log: {from: 1, to: 2, count: 2}}", "found values and log")]
    [InlineData("{parameter: B, values: []}", "not an empty one")]
    [InlineData("{parameter: B, values: [1, 2, 1.0]}", "axes[0].values[2]: the value 1 is already in this list")]
    [InlineData("{parameter: B, linear: {from: 2, to: 2, count: 3}}", "'from' must be less than 'to'")]
    [InlineData("{parameter: B, log: {from: 0, to: 2, count: 3}}", "axes[0].log.from: found '0', but it must be a number greater than 0")]
    [InlineData("{parameter: B, log: {from: 1, to: 2, count: 0}}", "axes[0].log.count: found '0'")]
    [InlineData("{parameter: B, log: {from: 1, to: 2}}", "axes[0].log.count: is missing")]
    [InlineData("{parameter: B, linear: {from: -1, to: 2, count: 3}}", "axes[0].linear.from: found -1, but 'B' must be a number greater than 0")]
    [InlineData("{parameter: degree, int: {from: 1, to: 30}}", "'degree' must be an integer from 1 to 22")]
    [InlineData("{parameter: B, int: {from: 1, to: 30}}", "cannot make values of 'B'")]
    [InlineData("{parameter: clip, log: {from: 1, to: 30, count: 2}}", "cannot make values of 'clip'")]
    [InlineData("{parameter: B, values: [1], step: 2}", "axes[0].step: unknown key")]
    [InlineData("{parameter: lambda, values: [1]}", "'lambda' has a fixed value as well")]
    [InlineData("{parameter: B, values: [1]}, {parameter: B, values: [2]}", "axes[1].parameter: there is already an axis 'B'")]
    [InlineData("B", "axes[0]: found 'B', but it must be a group")]
    [InlineData("{parameter: B, linear: {from: 1, to: 9, count: 10000}}, {parameter: alpha, linear: {from: 1, to: 9, count: 10000}}", "the grid has 1E+08 cells; the most is 10000000")]
    public void A_wrong_axis_is_refused(string axes, string message) =>
        Assert.Contains(message, Assert.Single(Errors($"{Head}parameters: {{lambda: 1}}\naxes: [{axes}]\n")), StringComparison.Ordinal);

    [Fact]
    public void A_map_of_something_that_is_no_axis_is_refused()
    {
        var errors = Errors(Head + "axes: [{parameter: B, values: [1]}, {parameter: degree, values: [2]}]\nmap: {x: Degree, y: B}\n");

        Assert.Contains("map.x: there is no axis 'Degree'; did you mean 'degree'?", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_axis_that_the_map_names_is_one_mistake()
    {
        var errors = Errors(Head + "axes: [{parameter: B, values: [zero]}]\nmap: {x: B}\n");

        Assert.Contains("axes[0].values", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{kind: fixed, min: 3}", "replicates.min: is for kind: sequential")]
    [InlineData("{kind: sequential, count: 3}", "replicates.count: is for kind: fixed")]
    [InlineData("{kind: sequential, min: 9, max: 8}", "replicates.min: is 9, more than max, 8")]
    [InlineData("{kind: sequential, min: 5, max: 5}", "replicates.min: is 5, as max is: nothing is left to decide; use {kind: fixed, count: 5}")]
    [InlineData("{kind: sequential, confidence: 1}", "replicates.confidence: found '1', but it must be a number greater than 0 and less than 1")]
    [InlineData("{kind: adaptive}", "replicates.kind: found 'adaptive', but it must be one of fixed, sequential")]
    public void Wrong_replicates_are_refused(string replicates, string message) =>
        Assert.Contains(message, Assert.Single(Errors($"{Head}replicates: {replicates}\n")), StringComparison.Ordinal);

    [Fact]
    public void Sequential_replicates_survive_writing()
    {
        var sweep = SweepFileReader.Read(Head + "replicates: {kind: sequential, max: 20, confidence: 0.9}\n", "a.yaml", []).Sweep!;

        Assert.Equal(new Replicates(6, 20) { Confidence = 0.9 }, sweep.Replicates);
        Assert.Equal(sweep, SweepFileReader.Read(SweepFileWriter.Write(sweep), "b.yaml", []).Sweep);
    }
}
