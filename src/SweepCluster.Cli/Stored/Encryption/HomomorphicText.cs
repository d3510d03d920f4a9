using System.Globalization;
using SweepCluster.Domain.Recommendations.Encryption;
using SweepCluster.Node.Encryption;

namespace SweepCluster.Cli.Stored.Encryption;

/// <summary>What <c>recommend --he</c> says to people.</summary>
internal static class HomomorphicText
{
    /// <summary>A line per degree.</summary>
    public static IEnumerable<string> Of(EncryptionTable table, CkksScale scale)
    {
        yield return Text($"inference under CKKS, {SecurityTable.SecurityBits} bits of security ({SecurityTable.Source}), scale 2^{scale.Bits}");
        yield return Line("degree", "cell", "P(stable)", "accuracy", "levels", "N", "log2 QP", "max |x|/B", "P(escape)");
        foreach (var row in table.Rows)
        {
            yield return Of(row);
            if (row.Ckks.Parameters is null)
            {
                yield return Text($"        does not fit without bootstrapping: {row.Levels.Total} levels and {row.Levels.Widest} slots are needed, {row.Ckks.LevelsThatFit} levels and {SecurityTable.Limits[^1].Slots} slots fit into N = {SecurityTable.Limits[^1].RingDimension}");
            }

            if (!row.Evidence.IsSufficient)
            {
                yield return Text($"        insufficient evidence: {row.Evidence.Trials.Successes} of {row.Evidence.Trials.Trials} trials{At(row.Evidence)} are stable, so P(stable) may be as low as {row.Evidence.Lower:0.00}");
            }
        }

        foreach (var degree in table.Unstable)
        {
            yield return Text($"{degree,-7} no stable trial");
        }

        if (table.Rows.Length > 0)
        {
            yield return "P(stable) counts the trials of the region of B that the cell lies in; accuracy and largest |x|/B are those of the validation split; P(escape) is at most the number given, with 95 % confidence";
        }
    }

    /// <summary>The model, where it lies and how good it is.</summary>
    public static IEnumerable<string> Of(EncryptionRow row, ExportedModel model)
    {
        yield return Text($"model: degree {row.Degree}, {row.Trial.Id}");
        yield return model.SameTraceAsStored
            ? "  trained again to the stored trace, bit for bit"
            : "  trained again to another trace than the stored one: the sweep ran on another kind of device or version";
        yield return Text($"  accuracy on {model.Check.Samples} test samples: {model.Check.TrainedAccuracy:0.0000} trained, {model.Check.FoldedAccuracy:0.0000} folded; largest difference of a logit {model.Check.LargestDifference:0.0e-00} of {model.Check.LargestLogit:0.0}");
        yield return Text($"  test split: largest |x|/B {model.Escapes.LargestRange:0.000}, {model.Escapes.Escaped} of {model.Escapes.Samples} samples escaped: P(escape) ≤ {model.Escapes.Bound:0.0e-00} with 95 % confidence");
        if (model.Tail is { } tail)
        {
            yield return Text($"  if the tail is exponential: B is {tail.Scales:0.0} mean excesses above {tail.Threshold:0.000} B, P(escape) about {tail.EscapeProbability:0.0e-00}");
        }

        if (model.Precision is { } precision)
        {
            yield return Text($"  precision: {precision.FractionBits:0.0} bits below 1 after a rescaling, {precision.IntegerBits} above; coefficients {precision.SmallestCoefficient:0.0e-00} to {precision.LargestCoefficient:0.0e-00}, the smallest with {precision.SmallestCoefficientBits:0.0} bits");
            if (!precision.HoldsLargestValue)
            {
                yield return Text($"  warning: a value of {precision.LargestValue:0.0} was seen, which the first prime does not hold");
            }
        }
    }

    private static string Of(EncryptionRow row) => Line(
        Text($"{row.Degree}"),
        row.Cell.Cell.Id.Text,
        Text($"{row.Evidence.Trials.Successes}/{row.Evidence.Trials.Trials} ≥ {row.Evidence.Lower:0.00}"),
        Text($"{row.ValidationScore:0.0000}"),
        Text($"{row.Levels.Total}"),
        row.Ckks.Parameters?.RingDimension.ToString(CultureInfo.InvariantCulture) ?? "-",
        row.Ckks.Parameters is { } parameters ? Text($"{parameters.ModulusBits}/{parameters.LimitBits}") : "-",
        Text($"{row.Escapes.LargestRange:0.000}"),
        Text($"{row.Escapes.Bound:0.0e-00}"));

    private static string At(StabilityEvidence evidence) => evidence.Region is { } region ? Text($" at B = {region.From:G6} to {region.To:G6}") : "";

    private static string Line(string degree, string cell, string stable, string accuracy, string levels, string ring, string modulus, string range, string escape) =>
        $"{degree,-7} {cell,-28} {stable,-15} {accuracy,8} {levels,7} {ring,6} {modulus,10} {range,9} {escape,10}";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
