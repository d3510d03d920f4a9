using SweepCluster.Cli.Stored.Encryption;
using SweepCluster.Cli.Tests.Run;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Recommendations.Encryption;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Encryption;
using SweepCluster.Training.PolynomialNetworks.Export;

namespace SweepCluster.Cli.Tests.Stored.Encryption;

public sealed class HomomorphicTextTests
{
    private static readonly CkksScale Scale = new();

    private static EncryptionTable Table(string hidden, Func<Trial, bool> diverged, int replicates)
    {
        var sweep = SweepFileReader.Read(
            $"name: sample\nfamily: polynomial-network\ndataset: {{name: spirals}}\nparameters: {{hidden: {hidden}}}\naxes: [{{parameter: degree, values: [2, 8]}}]\n",
            "sample.yaml",
            []).Sweep!;
        var trials = sweep.Cells().SelectMany(cell => Enumerable.Range(0, replicates).Select(replicate => new Trial(cell, replicate))).ToArray();
        var results = trials.Select(trial => SampleRun.Result(trial, diverged(trial))).ToDictionary(result => result.Trial);
        return EncryptionTable.Of(StabilityMap.Of(sweep, sweep.Cells(), results), 2, 3, Scale);
    }

    private static string Text(EncryptionTable table) => string.Join('\n', HomomorphicText.Of(table, Scale));

    [Fact]
    public void A_degree_is_a_line_with_its_levels_ring_and_bounds()
    {
        var text = Text(Table("[16]", _ => false, replicates: 100));

        Assert.Matches(@"(?m)^2 +degree=2 +100/100 ≥ 0\.96 +0\.7500 +4 +16384 +280/438 +0\.000 +3\.0e-03$", text);
        Assert.Matches(@"(?m)^8 +degree=8 +100/100 ≥ 0\.96 +0\.7500 +6 +16384 +360/438 +0\.000 +3\.0e-03$", text);
        Assert.DoesNotContain("insufficient", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_trials_and_degrees_without_a_stable_one_are_told()
    {
        var text = Text(Table("[16]", trial => trial.Cell.Parameters.Integer("degree") == 8, replicates: 2));

        Assert.Contains("insufficient evidence: 2 of 2 trials are stable, so P(stable) may be as low as 0.34", text, StringComparison.Ordinal);
        Assert.Matches("(?m)^8 +no stable trial$", text);
    }

    // Nine hidden layers of degree 8 take 9·(1 + 4) + 1 = 46 levels.
    [Fact]
    public void A_network_that_needs_bootstrapping_is_told_what_would_fit() =>
        Assert.Contains(
            "does not fit without bootstrapping: 46 levels and 4 slots are needed, 40 levels and 32768 slots fit into N = 65536",
            Text(Table("[4, 4, 4, 4, 4, 4, 4, 4, 4]", _ => false, replicates: 1)),
            StringComparison.Ordinal);

    [Fact]
    public void A_model_is_told_with_its_check_its_escapes_and_a_number_too_large()
    {
        var row = Table("[16]", _ => false, replicates: 1).Rows[0];
        var model = new ExportedModel(
            "model.npz",
            "model.json",
            new FoldingCheck(300, 2e-6, 12, 1e-3, 0.875, 0.875),
            SameTraceAsStored: false,
            EscapeMargin.Of(0.75, 0, 300),
            null,
            CkksPrecision.Of(row.Ckks.Parameters!, [0.5, 0.25], 1e9));

        var text = string.Join('\n', HomomorphicText.Of(row, model));

        Assert.Contains("model: degree 2, degree=2#0", text, StringComparison.Ordinal);
        Assert.Contains("another trace than the stored one", text, StringComparison.Ordinal);
        Assert.Contains("300 test samples: 0.8750 trained, 0.8750 folded; largest difference of a logit 2.0e-06 of 12.0", text, StringComparison.Ordinal);
        Assert.Contains("0 of 300 samples escaped: P(escape) ≤ 9.9e-03", text, StringComparison.Ordinal);
        Assert.Contains("warning: a value of 1000000000.0 was seen", text, StringComparison.Ordinal);
    }
}
