using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Map;

/// <summary>
/// What lies between the values of an axis. A place is a fractional index: 2.5 is half-way from the third value to
/// the fourth, geometrically on a log axis and arithmetically on any other. Numbers listed in ascending or descending
/// order have something between them too; names have not.
/// </summary>
public sealed class AxisRuler
{
    private readonly ImmutableArray<double> _numbers;
    private readonly bool _isLog;

    private AxisRuler(ImmutableArray<double> numbers, bool isLog)
    {
        _numbers = numbers;
        _isLog = isLog;
    }

    public int Count => _numbers.Length;

    /// <summary>The ruler of some values of an axis; null where there is nothing between them to measure.</summary>
    public static AxisRuler? Of(Axis axis, ImmutableArray<ParameterValue> values)
    {
        if (values.Length < 2 || !values.All(value => value.Kind is ParameterKind.Real or ParameterKind.Integer && double.IsFinite(value.AsReal())))
        {
            return null;
        }

        ImmutableArray<double> numbers = [.. values.Select(value => value.AsReal())];
        var isLog = axis.Scale == AxisScale.Log && numbers.All(number => number > 0);
        return IsMonotonic(numbers) ? new AxisRuler(numbers, isLog) : null;
    }

    /// <summary>The number at a place, 0 … <see cref="Count"/> − 1; a place beyond is taken to the end.</summary>
    public double At(double place)
    {
        var clamped = Math.Clamp(place, 0, _numbers.Length - 1);
        var index = Math.Min((int)clamped, _numbers.Length - 2);
        return Between(_numbers[index], _numbers[index + 1], clamped - index);
    }

    /// <summary>The place of a number; null outside the axis.</summary>
    public double? PlaceOf(double number)
    {
        for (var i = 0; i + 1 < _numbers.Length; i++)
        {
            var (from, to) = (_numbers[i], _numbers[i + 1]);
            if (number >= Math.Min(from, to) && number <= Math.Max(from, to))
            {
                return i + (_isLog ? Math.Log(number / from) / Math.Log(to / from) : (number - from) / (to - from));
            }
        }

        return null;
    }

    private double Between(double from, double to, double fraction)
    {
        // The values themselves must come back exactly.
        if (fraction is 0 or 1)
        {
            return fraction == 0 ? from : to;
        }

        return _isLog ? from * Math.Pow(to / from, fraction) : from + ((to - from) * fraction);
    }

    private static bool IsMonotonic(ImmutableArray<double> numbers)
    {
        var ascends = numbers[1] > numbers[0];
        return numbers.Zip(numbers.Skip(1)).All(pair => ascends ? pair.Second > pair.First : pair.Second < pair.First);
    }
}
