using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.StoredSweeps;

namespace SweepCluster.Node.Http.Maps;

/// <summary>A map and the version of the store's rows that it is at least as new as.</summary>
/// <param name="Version">Revision, results and failures of the sweep; equal ones mean equal maps.</param>
public sealed record VersionedMap(string Version, StoredSweepView View);

/// <param name="Ready">An older map of the same file; null for none.</param>
/// <param name="Newest">The map of <paramref name="Version"/>, or one on its way.</param>
internal sealed record CachedMap(SweepId Sweep, long Revision, string Version, VersionedMap? Ready, Task<VersionedMap> Newest);
