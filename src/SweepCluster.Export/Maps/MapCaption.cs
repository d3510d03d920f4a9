using System.Collections.Immutable;
using System.Globalization;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Export.Maps;

/// <summary>The sentences around a map.</summary>
internal static class MapCaption
{
    /// <summary>Model, data and effort.</summary>
    public static string Subtitle(StabilityMap map) => string.Join(
        " · ",
        $"{FamilyName(map.Sweep.Family)} on {map.Sweep.Dataset.Name}",
        map.Sweep.Budget.Epochs is { } epochs ? Plural(epochs, "epoch") : Plural(map.Sweep.Budget.Steps ?? 0, "step"),
        Plural(map.Cells.Length, "cell"),
        Plural(map.Counts.Total, "finished trial"));

    /// <summary>What the references did; null when there is none.</summary>
    public static string? References(StabilityMap map)
    {
        var trials = map.References.SelectMany(cell => cell.Trials).ToList();
        if (trials.Count == 0)
        {
            return null;
        }

        var counts = OutcomeCounts.Of(trials.Select(trial => trial.Outcome));
        var parts = OutcomeDescription.All.Where(description => counts[description.Outcome] > 0).Select(description => $"{counts[description.Outcome]} {description.Name}");
        return $"{Plural(trials.Count, "reference trial")}, not on the map: {string.Join(", ", parts)}";
    }

    public static string SliceTitle(MapSlice slice) =>
        string.Join(", ", slice.Fixed.Select(coordinate => $"{coordinate.Parameter} = {NumberText.Of(coordinate.Value)}"));

    /// <summary>How to read the picture.</summary>
    public static ImmutableArray<string> Notes(StabilityMap map)
    {
        var hidden = HiddenAxes(map);
        return
        [
            "Majority label: the label of most of a cell's finished trials; of equally frequent ones the more severe.",
            $"P(stable): the share of a cell's finished trials that are stable. Labels by classifier version {Classifier.Version}.",
            .. map.X is not null && map.Y is null ? ["Upright lines: Wilson's 95 % interval of P(stable)."] : Array.Empty<string>(),
            .. map.UnknownCells == 0 ? Array.Empty<string>() : ["Unknown cells: the machine failed their trials, which says nothing about stability."],
            .. hidden.Length == 0 ? Array.Empty<string>() : [$"Cells also differ in {string.Join(", ", hidden)}, which this picture looks along."],
        ];
    }

    /// <summary>How to read the picture, with what only a figure shows.</summary>
    public static ImmutableArray<string> FigureNotes(StabilityMap map) =>
    [
        .. Notes(map),
        .. map.Slices.Any(slice => !IsolineField.Shown(map, slice).IsEmpty) ? ["Lines on P(stable): where it is 0.5; thin ones where it is 0.1 and 0.9."] : Array.Empty<string>(),
        .. map.Sweep.Strategy.Kind == StrategyKind.Refine ? ["Refined: tiles without a mark or dot have no cell of their own and show the nearest one."] : Array.Empty<string>(),
    ];

    public static string FamilyName(Family family) => family switch
    {
        Family.PolynomialNetwork => "polynomial-network",
        Family.PolyharmonicCascade => "polyharmonic-cascade",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a family."),
    };

    private static string[] HiddenAxes(StabilityMap map)
    {
        var shown = map.Slices[0].Fixed.Select(coordinate => coordinate.Parameter)
            .Concat([map.X?.Axis.Parameter ?? "", map.Y?.Axis.Parameter ?? ""])
            .ToHashSet();
        return [.. map.Sweep.Axes.Select(axis => axis.Parameter).Where(parameter => !shown.Contains(parameter))];
    }

    private static string Plural(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
