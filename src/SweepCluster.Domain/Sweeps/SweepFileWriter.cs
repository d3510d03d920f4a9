using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Writes a sweep as a complete sweep file: nothing is left to defaults.</summary>
public static partial class SweepFileWriter
{
    /// <summary>A text that <see cref="SweepFileReader"/> reads as an equal sweep.</summary>
    public static string Write(Sweep sweep)
    {
        var family = FamilyCatalogue.Of(sweep.Family);
        var file = new StringBuilder();
        Line(file, $"name: {Text(sweep.Name)}");
        Line(file, $"family: {family.Name}");
        Line(file, $"dataset: {Dataset(sweep.Dataset)}");
        Line(file, "parameters:");
        foreach (var parameter in family.Parameters.Where(parameter => sweep.Axes.All(axis => axis.Parameter != parameter.Name)))
        {
            Line(file, $"  {parameter.Name}: {Value(sweep.Parameters[parameter.Name])}");
        }

        if (!sweep.Axes.IsEmpty)
        {
            Line(file, "axes:");
        }

        foreach (var axis in sweep.Axes)
        {
            Line(file, $"  - parameter: {axis.Parameter}");
            Line(file, $"    {Spacing(axis)}");
            if (axis is { Range: null, Scale: not AxisScale.Category })
            {
                Line(file, $"    scale: {Named(AxisReader.ListScales, axis.Scale)}");
            }
        }

        Line(file, $"strategy: {Strategy(sweep.Strategy)}");
        Line(file, $"replicates: {Replicates(sweep.Replicates)}");
        Line(file, $"budget: {Group([("epochs", Number(sweep.Budget.Epochs)), ("steps", Number(sweep.Budget.Steps)), ("wallClock", sweep.Budget.WallClock is { } limit ? Duration.Write(limit) : null), ("trials", Number(sweep.Budget.Trials))])}");
        Line(file, $"labels: {Group([.. LabelKeys.All.Select(key => (key.Name, Number(key.Get(sweep.Labels))))])}");
        Line(file, $"map: {Group([("x", sweep.Map.X), ("y", sweep.Map.Y)])}");
        Line(file, $"seed: {Number(sweep.Seed)}");
        return file.ToString();
    }

    private static string Dataset(DatasetReference dataset) => Group(
    [
        ("name", Text(dataset.Name)),
        ("path", Text(dataset.Path)),
        ("train", Number(dataset.Train)),
        ("validation", Number(dataset.Validation)),
        ("test", Number(dataset.Test)),
        ("normalise", Named(DatasetReader.Normalisations, dataset.Normalise)),
        ("seed", Number(dataset.Seed)),
        ("label", Text(dataset.Label)),
        ("options", dataset.Options.IsEmpty ? null : Group([.. dataset.Options.Select(option => (Text(option.Key)!, Number(option.Value)))])),
    ]);

    private static string Strategy(Strategy strategy) => Group(
    [
        ("kind", Named(StrategyReader.Kinds, strategy.Kind)),
        ("cells", Number(strategy.Cells)),
        ("coarse", Number(strategy.Refine?.Coarse)),
        ("threshold", Number(strategy.Refine?.Threshold)),
        ("tolerance", Number(strategy.Refine?.Tolerance)),
        ("initial", Number(strategy.Boundary?.Initial)),
        ("batch", Number(strategy.Boundary?.Batch)),
    ]);

    private static string Replicates(Replicates replicates) => replicates.IsSequential
        ? Group(
            ("kind", "sequential"),
            ("min", Number(replicates.Least)),
            ("max", Number(replicates.Most)),
            ("threshold", Number(replicates.Threshold)),
            ("confidence", Number(replicates.Confidence)))
        : Group(("kind", "fixed"), ("count", Number(replicates.Least)));

    private static string Spacing(Axis axis) => axis.Range switch
    {
        null => $"values: [{string.Join(", ", axis.Values.Select(Value))}]",
        { Step: { } step } range => "int: " + Group([("from", Number(range.From)), ("to", Number(range.To)), ("step", Number(step))]),
        var range => (axis.Scale == AxisScale.Log ? "log: " : "linear: ") + Group([("from", Number(range.From)), ("to", Number(range.To)), ("count", Number(range.Count))]),
    };

    private static string Group(params ReadOnlySpan<(string Key, string? Value)> entries)
    {
        var written = new List<string>();
        foreach (var (key, value) in entries)
        {
            if (value is not null)
            {
                written.Add($"{key}: {value}");
            }
        }

        return "{" + string.Join(", ", written) + "}";
    }

    private static string Named<T>((string Name, T Value)[] names, T value) => names.First(pair => Equals(pair.Value, value)).Name;

    private static string Value(ParameterValue value) => value.Kind == ParameterKind.Choice ? Text(value.Text) : value.Text;

    private static string? Number<T>(T? value)
        where T : struct, IFormattable => value is { } number ? Number(number) : null;

    private static string Number<T>(T value)
        where T : struct, IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>As it is where YAML reads it back as the same text; else in double quotes.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Text(string? text) => text switch
    {
        null => null,
        _ when Plain().IsMatch(text) && text is not "null" => text,
        _ => "\"" + string.Concat(text.Select(Escaped)) + "\"",
    };

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        >= ' ' and <= '~' => c.ToString(),
        _ => $"\\u{(int)c:X4}",
    };

    private static void Line(StringBuilder file, string line) => file.Append(line).Append('\n');

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_./-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
