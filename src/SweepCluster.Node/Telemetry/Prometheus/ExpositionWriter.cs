using System.Globalization;
using System.Text;
using SweepCluster.Storage.Measuring;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>Writes metrics as Prometheus' text format 0.0.4, or as OpenMetrics 1.0.0.</summary>
internal sealed class ExpositionWriter(bool isOpenMetrics)
{
    private readonly StringBuilder _text = new();

    public static string Write(IEnumerable<MetricFamily> families, bool isOpenMetrics)
    {
        var writer = new ExpositionWriter(isOpenMetrics);
        foreach (var family in families)
        {
            writer.Write(family);
        }

        return writer.End();
    }

    private string End() => (isOpenMetrics ? _text.Append("# EOF\n") : _text).ToString();

    private void Write(MetricFamily family)
    {
        // In OpenMetrics a counter's metadata carry the name without _total, in the older format with it.
        var name = family.Kind == MetricKind.Counter && !isOpenMetrics ? family.Name + "_total" : family.Name;
        _text.Append("# HELP ").Append(name).Append(' ');
        Escape(family.Help, quotes: isOpenMetrics);
        _text.Append("\n# TYPE ").Append(name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
        if (isOpenMetrics && family.Unit.Length > 0)
        {
            _text.Append("# UNIT ").Append(name).Append(' ').Append(family.Unit).Append('\n');
        }

        foreach (var series in family.Series)
        {
            Write(family, series);
        }
    }

    private void Write(MetricFamily family, MetricSeries series)
    {
        if (family.Kind != MetricKind.Histogram)
        {
            Sample(family.Name + (family.Kind == MetricKind.Counter ? "_total" : ""), series, null, series.Value, family.Kind == MetricKind.Counter ? series.Exemplar : null);
            return;
        }

        foreach (var bucket in series.Buckets)
        {
            Sample(family.Name + "_bucket", series, Bound(bucket.Bound), bucket.Count, bucket.Exemplar);
        }

        Sample(family.Name + "_sum", series, null, series.Value, null);
        Sample(family.Name + "_count", series, null, series.Buckets[^1].Count, null);
    }

    private void Sample(string name, MetricSeries series, string? bound, double value, MetricExemplar? exemplar)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var (label, text) in series.Labels)
        {
            Label(separator, label, text);
            separator = ',';
        }

        if (bound is not null)
        {
            Label(separator, "le", bound);
            separator = ',';
        }

        _text.Append(separator == ',' ? "} " : " ").Append(Number(value));
        if (isOpenMetrics && exemplar is not null)
        {
            _text.Append(" # {trace_id=\"").Append(exemplar.TraceId).Append("\",span_id=\"").Append(exemplar.SpanId).Append("\"} ")
                .Append(Number(exemplar.Value)).Append(' ').Append((exemplar.At.ToUnixTimeMilliseconds() / 1000.0).ToString("F3", CultureInfo.InvariantCulture));
        }

        _text.Append('\n');
    }

    private void Label(char separator, string name, string text)
    {
        _text.Append(separator).Append(name).Append("=\"");
        Escape(text, quotes: true);
        _text.Append('"');
    }

    private void Escape(string text, bool quotes)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '"' when quotes => _text.Append("\\\""),
                _ => _text.Append(c),
            };
        }
    }

    // OpenMetrics wants bounds to be written as floating-point numbers.
    private string Bound(double bound) => isOpenMetrics && double.IsInteger(bound) ? Number(bound) + ".0" : Number(bound);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ when double.IsNaN(value) => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
