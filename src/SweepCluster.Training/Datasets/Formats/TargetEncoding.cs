using System.Globalization;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>
/// How a column of labels is understood, decided by the training data: whole numbers are classes in numeric
/// order, other numbers are targets of a regression, anything else is classes in ordinal order of their text.
/// </summary>
internal sealed class TargetEncoding
{
    /// <summary>More distinct whole numbers than this are more likely a quantity than classes.</summary>
    public const int MostClasses = 1000;

    private readonly Dictionary<string, int> _classes;

    private TargetEncoding(bool numeric, IEnumerable<string> classes)
    {
        IsNumeric = numeric;
        _classes = classes.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>0 for a regression.</summary>
    public int Classes => _classes.Count;

    /// <summary>Labels are numbers, so that 1, 01 and 1.0 are the same.</summary>
    public bool IsNumeric { get; }

    public IEnumerable<string> Names => _classes.Keys;

    /// <param name="regression">Forces the choice; null to decide.</param>
    /// <param name="place">File and column, for messages.</param>
    public static TargetEncoding Of(IReadOnlyList<string> labels, bool? regression, string place)
    {
        var numbers = labels.Select(Number).ToArray();
        var numeric = numbers.All(number => number is not null);
        if (regression == true || (regression is null && numeric && numbers.Any(number => number != Math.Floor(number!.Value))))
        {
            return new TargetEncoding(true, []);
        }

        var names = (numeric
            ? numbers.Distinct().Order().Select(number => Name(number!.Value))
            : labels.Select(label => label.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)).ToArray();
        if (regression is null && numeric && names.Length > MostClasses)
        {
            throw new DatasetException($"{place}: {names.Length} different whole numbers as labels. Set option 'regression: 1' if they are a quantity, or 'regression: 0' if they are classes.");
        }

        return names.Length >= 2
            ? new TargetEncoding(numeric, names)
            : throw new DatasetException($"{place}: every label is '{names.FirstOrDefault()}'; at least two classes are needed. Choose another column with 'label'.");
    }

    /// <summary>Class of a label; −1 when the training data does not have it.</summary>
    public int ClassOf(string label)
    {
        var key = IsNumeric && Number(label) is { } number ? Name(number) : label.Trim();
        return _classes.GetValueOrDefault(key, -1);
    }

    /// <summary>A finite number, or null.</summary>
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite((float)value) ? value : null;

    private static string Name(double number) => (number + 0.0).ToString("R", CultureInfo.InvariantCulture);
}
