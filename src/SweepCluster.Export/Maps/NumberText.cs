using System.Globalization;
using SweepCluster.Domain.Families;

namespace SweepCluster.Export.Maps;

/// <summary>Numbers as people read them on an axis.</summary>
internal static class NumberText
{
    /// <summary>At most four significant digits; a power of ten beyond 0.001 … 99999.</summary>
    public static string Of(double value)
    {
        var size = Math.Abs(value);
        if (size == 0 || !double.IsFinite(value))
        {
            return value == 0 ? "0" : double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }

        if (size is < 0.001 or >= 100000)
        {
            var exponent = (int)Math.Floor(Math.Log10(size * (1 + 1e-12)));
            var mantissa = (value / Math.Pow(10, exponent)).ToString("0.###", CultureInfo.InvariantCulture);
            return Minus($"{mantissa}e{exponent}");
        }

        var digits = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 6);
        return Minus(Math.Round(value, digits).ToString("0.######", CultureInfo.InvariantCulture));
    }

    /// <summary>A setting's value: real numbers shortened, everything else as written.</summary>
    public static string Of(ParameterValue value) => value.Kind == ParameterKind.Real ? Of(value.AsReal()) : value.Text;

    private static string Minus(string text) => text.Replace('-', '−');
}
