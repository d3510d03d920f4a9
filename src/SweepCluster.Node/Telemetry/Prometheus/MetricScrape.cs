using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace SweepCluster.Node.Telemetry.Prometheus;

/// <summary>One collection, written once in each form that is asked for, however many ask.</summary>
internal sealed class MetricScrape
{
    private readonly Lazy<byte[]>[] _plain;
    private readonly Lazy<byte[]>[] _packed;

    public MetricScrape(ImmutableArray<MetricFamily> families)
    {
        Families = families;
        _plain = [.. Enum.GetValues<ScrapeFormat>().Select(format => new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(ExpositionWriter.Write(families, format == ScrapeFormat.OpenMetrics))))];
        _packed = [.. _plain.Select(plain => new Lazy<byte[]>(() => Pack(plain.Value)))];
    }

    public ImmutableArray<MetricFamily> Families { get; }

    /// <summary>The answer's body.</summary>
    public byte[] Body(ScrapeFormat format, bool isPacked) => (isPacked ? _packed : _plain)[(int)format].Value;

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
