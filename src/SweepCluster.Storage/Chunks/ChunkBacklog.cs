namespace SweepCluster.Storage.Chunks;

/// <summary>Chunks of running sweeps, by the store's clock.</summary>
/// <param name="Open">Chunks that nobody holds.</param>
/// <param name="Leased">Chunks that someone holds.</param>
/// <param name="OldestOpen">How long ago the first of the open ones was released; zero when there is none.</param>
public readonly record struct ChunkBacklog(long Open, long Leased, TimeSpan OldestOpen);
