namespace SweepCluster.Training.Datasets.Download;

/// <param name="File">The file being fetched.</param>
/// <param name="Bytes">Bytes of it that are on disk.</param>
/// <param name="Total">Its size; null when the server does not say.</param>
public sealed record DownloadProgress(string File, long Bytes, long? Total);
