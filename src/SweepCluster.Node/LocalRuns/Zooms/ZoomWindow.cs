using System.Collections.Immutable;
using System.Globalization;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.LocalRuns.Zooms;

/// <summary>A part of an axis of numbers, both ends included.</summary>
public readonly record struct ZoomWindow(double From, double To)
{
    /// <summary>Reads <c>lo:hi</c>; null where that is not two numbers in ascending order.</summary>
    public static ZoomWindow? Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var from) && double.IsFinite(from)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var to) && double.IsFinite(to)
            && from < to
            ? new ZoomWindow(from, to)
            : null;
    }

    /// <summary>
    /// The axis of a child sweep: the ends of the window and the parent's values between them, each kept as it is
    /// so that its trials can be used again, with new values between, evenly on the axis' own scale.
    /// </summary>
    /// <param name="count">About how many values; the distances between the parent's values are divided equally.</param>
    /// <exception cref="UserException">The axis has no numbers, or the window lies outside of it.</exception>
    public Axis Of(Axis axis, int count)
    {
        var numbers = axis.Values.Where(value => value.Kind is ParameterKind.Real or ParameterKind.Integer).OrderBy(value => value.AsReal()).ToImmutableArray();
        if (numbers.Length < 2 || numbers.Length != axis.Values.Length)
        {
            throw new UserException($"{axis.Parameter} cannot be zoomed: only an axis of at least two numbers has a window.");
        }

        if (From < numbers[0].AsReal() || To > numbers[^1].AsReal())
        {
            throw new UserException(FormattableString.Invariant($"{axis.Parameter}: {From}:{To} is not inside the parent's {numbers[0].Text}:{numbers[^1].Text}."));
        }

        var (from, to, kind) = (From, To, numbers[0].Kind);
        var anchors = numbers.Select(value => value.AsReal()).Where(number => number > from && number < to).Prepend(from).Append(to).ToArray();
        var parts = Math.Max(1, (int)Math.Round((count - 1.0) / (anchors.Length - 1)));
        var scale = axis.Scale != AxisScale.Category ? axis.Scale : IsGeometric(anchors) ? AxisScale.Log : AxisScale.Linear;
        var values = anchors.Zip(anchors.Skip(1), (a, b) => Divided(a, b, parts, scale == AxisScale.Log)).SelectMany(part => part).Append(to);
        return new Axis(axis.Parameter, axis.Scale, [.. values.Select(number => Value(number, kind)).Distinct()]);
    }

    private static bool IsGeometric(double[] numbers) => numbers[0] > 0 && numbers.Length > 2
        && Math.Abs(Math.Log(numbers[1] / numbers[0]) - Math.Log(numbers[^1] / numbers[^2])) < Math.Abs(numbers[1] - numbers[0] - numbers[^1] + numbers[^2]) / numbers[^1];

    /// <summary>
    /// A number and those that divide the way to the next. New ones get six digits, as those of a grid do, unless that
    /// would put two of them on one place or out of order.
    /// </summary>
    private static double[] Divided(double a, double b, int parts, bool isLog)
    {
        double[] exact = [a, .. Enumerable.Range(1, parts - 1).Select(i => isLog ? a * Math.Pow(b / a, (double)i / parts) : a + ((b - a) * i / parts))];
        double[] readable = [a, .. exact.Skip(1).Select(Rounded)];
        return readable.Zip(readable.Skip(1).Append(b)).All(pair => pair.First < pair.Second) ? readable : exact;
    }

    private static double Rounded(double number) => double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static ParameterValue Value(double number, ParameterKind kind) => kind == ParameterKind.Integer
        ? ParameterValue.Integer((long)Math.Round(number, MidpointRounding.AwayFromZero))
        : ParameterValue.Real(number);
}
