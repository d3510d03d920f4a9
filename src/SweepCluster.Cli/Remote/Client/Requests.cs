namespace SweepCluster.Cli.Remote.Client;

/// <summary>More work for a sweep.</summary>
/// <param name="Set">Keys and values of the sweep file, as <c>key=value</c>.</param>
internal sealed record ExtendRequest(IReadOnlyList<string> Set);

/// <summary>Which failed trials to train again; all when neither is given.</summary>
/// <param name="Cells">Ids of cells.</param>
/// <param name="Cause">Text that the cause of the failure contains.</param>
internal sealed record RetryRequest(IReadOnlyList<string>? Cells = null, string? Cause = null);

/// <param name="Retried">Trials that are trained again.</param>
internal sealed record RetryDocument(int Retried);
