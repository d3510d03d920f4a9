using System.Globalization;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>The options of data read from files.</summary>
/// <param name="Header">Whether a table's first line holds names; null to decide by looking at it.</param>
/// <param name="Regression">Whether targets are real numbers; null to decide by looking at them.</param>
/// <param name="ValidationFraction">Part of the training data (after test) held out when no count is given; null for the default.</param>
/// <param name="TestFraction">Part of a single file kept for test when no count is given; null for the default.</param>
internal sealed record FileSettings(bool? Header, bool? Regression, double? ValidationFraction, double? TestFraction)
{
    private static readonly string[] Names = ["header", "regression", "validation-fraction", "test-fraction"];

    /// <exception cref="DatasetException">An option is unknown or out of its range.</exception>
    public static FileSettings Of(DatasetReference reference)
    {
        foreach (var name in reference.Options.Keys.Where(name => !Names.Contains(name)))
        {
            throw new DatasetException(
                $"dataset '{reference.Name}' is read from files, which have no option '{name}'. {DidYouMean.Sentence(name, Names)}Options are {string.Join(", ", Names)}.");
        }

        return new FileSettings(Switch("header"), Switch("regression"), Fraction("validation-fraction"), Fraction("test-fraction"));

        bool? Switch(string name) => !reference.Options.TryGetValue(name, out var value) ? null
            : value is 0 or 1 ? value == 1
            : throw Refused(name, value, "0 (no) or 1 (yes)");

        double? Fraction(string name) => !reference.Options.TryGetValue(name, out var value) ? null
            : value is >= 0 and < 1 ? value
            : throw Refused(name, value, "at least 0 and below 1");

        DatasetException Refused(string name, double value, string allowed) => new(
            string.Create(CultureInfo.InvariantCulture, $"dataset '{reference.Name}': option '{name}' is {value}; it must be {allowed}."));
    }
}
