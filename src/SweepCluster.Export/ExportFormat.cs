using SweepCluster.Domain.Map;
using SweepCluster.Export.Html;

namespace SweepCluster.Export;

/// <summary>What there is to export: the map, and what only the report shows.</summary>
public sealed record ExportContext(StabilityMap Map)
{
    public HtmlContext Report { get; init; } = new();
}

/// <summary>A file that a map can be written as.</summary>
/// <param name="Name">The word that chooses it.</param>
/// <param name="FileName">What the file is called unless told otherwise.</param>
/// <param name="Description">One sentence for help.</param>
/// <param name="IsWrittenByRuns">Whether a run leaves it in its folder; the others are made when asked for.</param>
/// <param name="Write">Writes the file to a stream, which stays open.</param>
public sealed record ExportFormat(string Name, string FileName, string Description, bool IsWrittenByRuns, Action<ExportContext, Stream> Write)
{
    /// <summary>With its dot.</summary>
    public string Extension => Path.GetExtension(FileName);
}
