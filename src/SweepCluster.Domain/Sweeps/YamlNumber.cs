using System.Globalization;
using System.Text.RegularExpressions;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Numbers as YAML 1.2's core schema writes them, and <c>inf</c>. No underscores, no octal, no sexagesimal.</summary>
internal static partial class YamlNumber
{
    /// <summary>The number of a plain scalar; may be infinite or NaN.</summary>
    public static bool TryReal(FileNode node, out double number)
    {
        number = double.NaN;
        if (node is not ScalarNode { IsPlain: true } scalar)
        {
            return false;
        }

        if (Decimal().IsMatch(scalar.Text))
        {
            return double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        }

        var infinity = scalar.Text.TrimStart('+') is "inf" or ".inf" or ".Inf" or ".INF";
        var negative = scalar.Text is "-inf" or "-.inf" or "-.Inf" or "-.INF";
        number = infinity ? double.PositiveInfinity : negative ? double.NegativeInfinity : double.NaN;
        return infinity || negative || scalar.Text is ".nan" or ".NaN" or ".NAN" or "nan";
    }

    /// <summary>A whole number that a double holds exactly, so that 1e4 is one too.</summary>
    public static bool TryInteger(FileNode node, out long number)
    {
        number = 0;
        if (!TryReal(node, out var real) || Math.Abs(real) > 1L << 53 || real != Math.Floor(real))
        {
            return false;
        }

        number = (long)real;
        return true;
    }

    public static bool TrySeed(FileNode node, out ulong seed)
    {
        seed = 0;
        return node is ScalarNode { IsPlain: true } scalar
            && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
    }

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
