using System.Collections.Immutable;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Surrogates;

namespace SweepCluster.Export.Html;

/// <summary>What a report shows besides the map; what is left out has no section.</summary>
public sealed record HtmlContext
{
    public ImmutableArray<Recommendation> Recommendations { get; init; } = [];

    /// <summary>Which axes matter for what, such as <c>for P(stable)</c>.</summary>
    public ImmutableArray<(string Question, Importance Importance)> Importance { get; init; } = [];

    /// <summary>The sweep file, as written.</summary>
    public string? SweepFile { get; init; }

    /// <summary>The environment of the run, as JSON text.</summary>
    public string? Environment { get; init; }

    /// <summary>About how many bytes of learning curves the file may hold; the page says which it leaves out.</summary>
    public int CurveBytes { get; init; } = 12_000_000;
}
