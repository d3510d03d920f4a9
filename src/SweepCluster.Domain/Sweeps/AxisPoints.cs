using System.Collections.Immutable;
using System.Globalization;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Points of an axis: the grid's values, and any fraction of the way along it.</summary>
internal static class AxisPoints
{
    /// <summary>The grid's values of a range; equal roundings of an integer parameter are kept once.</summary>
    public static ImmutableArray<ParameterValue> Grid(AxisScale scale, AxisRange range, ParameterKind kind)
    {
        if (range.Step is { } step)
        {
            return [.. Enumerable.Range(0, range.Count).Select(i => ParameterValue.Integer((long)range.From + ((long)i * step)))];
        }

        var exact = Enumerable.Range(0, range.Count)
            .Select(i => Between(scale, range, range.Count == 1 ? 0 : (double)i / (range.Count - 1)))
            .ToArray();
        if (kind == ParameterKind.Integer)
        {
            return [.. exact.Select(Nearest).Distinct()];
        }

        var readable = exact.Select(number => ParameterValue.Real(Rounded(number, range))).ToImmutableArray();
        return readable.Distinct().Count() == exact.Length ? readable : [.. exact.Select(ParameterValue.Real).Distinct()];
    }

    /// <summary>The value at a uniform number in [0, 1): of a range between its ends, of a list one of its values.</summary>
    public static ParameterValue At(Axis axis, ParameterDefinition parameter, double fraction, bool rounded)
    {
        if (axis.Range is not { } range || range.Step is not null)
        {
            return axis.Values[(int)(fraction * axis.Values.Length)];
        }

        if (parameter.Kind != ParameterKind.Integer)
        {
            var number = Between(axis.Scale, range, fraction);
            return ParameterValue.Real(rounded ? Rounded(number, range) : number);
        }

        // Half a step beyond either end, so that the first and last integer are as likely as the others.
        var widened = range with { From = Math.Ceiling(range.From) - 0.5, To = Math.Floor(range.To) + 0.5 };
        var drawn = Math.Round(Between(axis.Scale, widened, fraction), MidpointRounding.AwayFromZero);
        return ParameterValue.Integer((long)Math.Clamp(drawn, Math.Ceiling(range.From), Math.Floor(range.To)));
    }

    /// <summary>How many different cells the axes can make; at most <see cref="int.MaxValue"/>.</summary>
    public static long Combinations(FamilyDefinition family, IEnumerable<Axis> axes) =>
        axes.Aggregate(1L, (product, axis) => Math.Min(int.MaxValue, product * Points(axis, family[axis.Parameter].Kind)));

    private static long Points(Axis axis, ParameterKind kind)
    {
        if (axis.Range is not { } range || range.Step is not null)
        {
            return axis.Values.Length;
        }

        return kind == ParameterKind.Integer
            ? (long)Math.Floor(range.To) - (long)Math.Ceiling(range.From) + 1
            : int.MaxValue;
    }

    private static double Between(AxisScale scale, AxisRange range, double fraction)
    {
        var number = scale == AxisScale.Log
            ? range.From * Math.Pow(range.To / range.From, fraction)
            : range.From + ((range.To - range.From) * fraction);
        return Math.Clamp(number, range.From, range.To);
    }

    private static ParameterValue Nearest(double number) => ParameterValue.Integer((long)Math.Round(number, MidpointRounding.AwayFromZero));

    /// <summary>Six significant digits, but the ends of the range as they were written.</summary>
    private static double Rounded(double number, AxisRange range)
    {
        var text = number.ToString("G6", CultureInfo.InvariantCulture);
        return number == range.From || number == range.To
            ? number
            : Math.Clamp(double.Parse(text, CultureInfo.InvariantCulture), range.From, range.To);
    }
}
