using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Export.Maps;

/// <summary>Where an axis' values lie, as shares of its length from 0 to 1.</summary>
internal sealed class AxisLayout
{
    private const int MostValueTicks = 12;
    private readonly Dictionary<ParameterValue, int> _index;
    private readonly Func<double, double> _placeOf;

    private AxisLayout(
        string name,
        bool isListed,
        ImmutableArray<ParameterValue> values,
        ImmutableArray<double> centres,
        ImmutableArray<double> edges,
        ImmutableArray<Tick> ticks,
        Func<double, double>? placeOf = null)
    {
        _placeOf = placeOf ?? (_ => 0.5);
        Name = name;
        IsListed = isListed;
        Centres = centres;
        Edges = edges;
        Ticks = ticks;
        _index = values.Select((value, index) => (value, index)).ToDictionary(pair => pair.value, pair => pair.index);
    }

    /// <summary>An axis for P(stable) itself, with a little room beyond 0 and 1.</summary>
    public static AxisLayout Probability { get; } = new(
        "P(stable)", false, [], [], [], [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(p => new Tick(PlaceOfProbability(p), NumberText.Of(p)))]);

    /// <summary>The parameter, with the scale where that is not plain to see.</summary>
    public string Name { get; }

    /// <summary>Whether the values stand in equal steps, one band each.</summary>
    public bool IsListed { get; }

    public int Count => Centres.Length;

    /// <summary>One a value.</summary>
    public ImmutableArray<double> Centres { get; }

    /// <summary>The tiles' borders: one more than values. Half-way between neighbours, on the axis' own scale.</summary>
    public ImmutableArray<double> Edges { get; }

    public ImmutableArray<Tick> Ticks { get; }

    public static double PlaceOfProbability(double probability) => 0.04 + (0.92 * probability);

    public int IndexOf(ParameterValue value) => _index[value];

    /// <summary>Where a value lies; one between those of a numeric axis too.</summary>
    public double PlaceOf(ParameterValue value) => _index.TryGetValue(value, out var index) ? Centres[index] : _placeOf(value.AsReal());

    /// <summary>Where a fractional number of a value lies: 2.5 is half-way from the third to the fourth.</summary>
    public double Along(double number)
    {
        var index = Math.Clamp((int)number, 0, Centres.Length - 1);
        return index == Centres.Length - 1 ? Centres[index] : Centres[index] + ((Centres[index + 1] - Centres[index]) * (number - index));
    }

    /// <param name="axis">The axis; null gives a single band without name or ticks.</param>
    /// <param name="isScattered">Whether cells lie at random places, which no tick should name.</param>
    public static AxisLayout Of(MapAxis? axis, bool isScattered)
    {
        if (axis is null || axis.Values.IsEmpty)
        {
            return new AxisLayout(axis?.Axis.Parameter ?? "", true, [], [0.5], [0, 1], []);
        }

        return IsNumeric(axis) ? Numeric(axis, isScattered) : Listed(axis);
    }

    private static bool IsNumeric(MapAxis axis) =>
        axis.Axis.Scale != AxisScale.Category
        && axis.Values.All(value => value.Kind is ParameterKind.Real or ParameterKind.Integer && double.IsFinite(value.AsReal()))
        && (axis.Axis.Scale == AxisScale.Linear || axis.Values.All(value => value.AsReal() > 0));

    private static AxisLayout Listed(MapAxis axis)
    {
        var count = axis.Values.Length;
        var centres = axis.Values.Select((_, i) => (i + 0.5) / count).ToImmutableArray();
        return new AxisLayout(
            axis.Axis.Parameter,
            true,
            axis.Values,
            centres,
            [.. Enumerable.Range(0, count + 1).Select(i => (double)i / count)],
            [.. axis.Values.Select((value, i) => new Tick(centres[i], NumberText.Of(value)))]);
    }

    private static AxisLayout Numeric(MapAxis axis, bool isScattered)
    {
        var isLog = axis.Axis.Scale == AxisScale.Log;
        var places = axis.Values.Select(value => Scaled(value.AsReal())).ToImmutableArray();
        var edges = Borders(places, isScattered);
        double low = edges[0], high = edges[^1];
        return new AxisLayout(
            isLog ? $"{axis.Axis.Parameter} (log scale)" : axis.Axis.Parameter,
            false,
            axis.Values,
            [.. places.Select(Share)],
            [.. edges.Select(Share)],
            places.Length <= MostValueTicks && !isScattered ? [.. axis.Values.Select((value, i) => new Tick(Share(places[i]), NumberText.Of(value)))] : Round(),
            value => Share(Scaled(value)));

        double Scaled(double value) => isLog ? Math.Log10(value) : value;

        double Share(double place) => (place - low) / (high - low);

        ImmutableArray<Tick> Round()
        {
            var values = isLog ? Maps.Ticks.Log(Math.Pow(10, low), Math.Pow(10, high)) : Maps.Ticks.Linear(low, high);
            return [.. values.Select(value => new Tick(Share(Scaled(value)), NumberText.Of(value)))];
        }
    }

    private static ImmutableArray<double> Borders(ImmutableArray<double> places, bool isScattered)
    {
        var inner = places.Skip(1).Select((place, i) => (places[i] + place) / 2).ToArray();
        var span = places[^1] - places[0];
        if (span == 0)
        {
            return [places[0] - 0.5, places[0] + 0.5];
        }

        return isScattered
            ? [places[0] - (0.04 * span), .. inner, places[^1] + (0.04 * span)]
            : [(2 * places[0]) - inner[0], .. inner, (2 * places[^1]) - inner[^1]];
    }
}
