using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Surrogates;

/// <summary>Where a value lies along its axis, in [0, 1].</summary>
public static class AxisPosition
{
    /// <summary>
    /// Of a range: the fraction of the way on the axis' own scale. Of listed values: the middle of the value's
    /// share, (i + ½)/n; a value that is not listed counts as the first.
    /// </summary>
    public static double Of(Axis axis, ParameterValue value)
    {
        if (axis.Range is not { } range || axis.Scale == AxisScale.Category)
        {
            return (Math.Max(0, axis.Values.IndexOf(value)) + 0.5) / axis.Values.Length;
        }

        if (range.To == range.From)
        {
            return 0.5;
        }

        var number = value.AsReal();
        var fraction = axis.Scale == AxisScale.Log
            ? Math.Log(number / range.From) / Math.Log(range.To / range.From)
            : (number - range.From) / (range.To - range.From);
        return Math.Clamp(fraction, 0, 1);
    }
}
