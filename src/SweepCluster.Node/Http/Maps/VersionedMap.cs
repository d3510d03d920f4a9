using System.Collections.Concurrent;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.StoredSweeps;

namespace SweepCluster.Node.Http.Maps;

/// <summary>A map and the version of the store's rows that it is at least as new as.</summary>
/// <param name="version">Revision, results and failures of the sweep; equal ones mean equal maps.</param>
public sealed class VersionedMap(string version, StoredSweepView view)
{
    private readonly ConcurrentDictionary<int, Lazy<MapRaster?>> _rasters = [];
    private readonly ConcurrentDictionary<(int Slice, double Level), Lazy<KeptBody>> _isolines = [];
    private readonly Lazy<KeptBody> _recommendation = new(() => Recommend(view, new RecommendationRequest()));
    private readonly Lock _drawingLock = new();
    private KeptBody? _drawing;

    public string Version => version;

    public StoredSweepView View => view;

    /// <summary>Until when looks at a running sweep make do with this one; a timestamp of the cache's clock.</summary>
    internal long FreshUntil { get; init; }

    /// <summary>What pictures of the map need besides their tiles; whoever asks wants the first of those next.</summary>
    internal KeptBody Drawing
    {
        get
        {
            lock (_drawingLock)
            {
                return _drawing ??= Draw();
            }
        }
    }

    /// <summary>Which settings are safe. What every page asks for is worked out once: of a large map it takes seconds.</summary>
    /// <exception cref="ArgumentException">As <see cref="Recommendations.Of"/>.</exception>
    internal KeptBody Recommend(RecommendationRequest request) =>
        request is { Along: null, GroupBy: null, Target: SafeRegion.DefaultTarget } ? _recommendation.Value : Recommend(view, request);

    /// <summary>The samples of a numbered slice; null for a scattered strategy.</summary>
    internal MapRaster? Raster(int slice) =>
        _rasters.GetOrAdd(slice, number => new Lazy<MapRaster?>(() => MapRaster.Of(view.Map, view.Map.Slices[number]))).Value;

    /// <summary>The lines of a numbered slice as a document. Those that every picture shows are kept.</summary>
    internal KeptBody Isolines(int slice, double level) => level is 0.1 or 0.5 or 0.9
        ? _isolines.GetOrAdd((slice, level), key => new Lazy<KeptBody>(() => Follow(key.Slice, key.Level))).Value
        : Follow(slice, level);

    private KeptBody Draw()
    {
        var first = Raster(0);
        first?.Tile("label", first.CoarsestLevel, 0, 0)?.Prepare();
        return KeptBody.Of(DrawingDocument.Of(this), ApiJson.Default.DrawingDocument);
    }

    private static KeptBody Recommend(StoredSweepView view, RecommendationRequest request) =>
        KeptBody.Of(RecommendationDocument.Of(view.Sweep.Name, Recommendations.Of(view.Map, request), ParetoFront.Of(view.Map.Cells), request.Target), ApiJson.Default.RecommendationDocument);

    private KeptBody Follow(int slice, double level) =>
        KeptBody.Of(IsolineDocument.Of(slice, Domain.Map.Isolines.Of(view.Map, view.Map.Slices[slice], level)), ApiJson.Default.IsolineDocument);
}

/// <param name="Known">The results that the next map need not read again.</param>
/// <param name="Ready">An older map of the same file; null for none.</param>
/// <param name="Newest">The map of <paramref name="Version"/>, or one on its way.</param>
internal sealed record CachedMap(SweepId Sweep, long Revision, string Version, KnownResults Known, VersionedMap? Ready, Task<VersionedMap> Newest);
