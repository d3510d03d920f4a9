using System.Text;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>How instruments are called in Prometheus.</summary>
internal static class PrometheusName
{
    /// <summary>The name with its unit, without <c>_total</c>.</summary>
    public static string Of(string instrument, string unit)
    {
        var name = Legal(instrument);
        var word = UnitOf(unit);
        return word.Length == 0 || name.EndsWith('_' + word, StringComparison.Ordinal) ? name : $"{name}_{word}";
    }

    /// <summary>The name that queries use; of a histogram the one that its series' names begin with.</summary>
    public static string Of(MetricDefinition metric) => Of(metric.Name, metric.Unit) + (metric.Kind == MetricKind.Counter ? "_total" : "");

    /// <summary>A unit in Prometheus' words; empty for none and for what is only counted.</summary>
    public static string UnitOf(string unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        _ => "",
    };

    /// <summary>A name of letters, digits and underscores that does not begin with a digit.</summary>
    public static string Legal(string name)
    {
        var legal = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            legal.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return legal.Length == 0 || char.IsAsciiDigit(legal[0]) ? "_" + legal : legal.ToString();
    }
}
