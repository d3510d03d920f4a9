using System.Text.Json;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Http.Events;

/// <summary>A sweep and how far it is, as read at one moment.</summary>
internal sealed class Standing(StoredSweep sweep, SweepCounts counts)
{
    private readonly SweepDocument _document = SweepDocument.Of(sweep, counts);
    private byte[]? _told;

    public StoredSweep Sweep => sweep;

    public SweepCounts Counts => counts;

    /// <summary>The event that tells it; written once, whoever listens.</summary>
    public ReadOnlyMemory<byte> Told => _told ??=
        [.. "event: progress\ndata: "u8, .. JsonSerializer.SerializeToUtf8Bytes(_document, ApiJson.Default.SweepDocument), .. "\n\n"u8];

    /// <summary>Whether a listener who knows the other one learns nothing from this.</summary>
    public bool TellsTheSameAs(Standing? other) => _document == other?._document;
}
