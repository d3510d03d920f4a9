using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Http.Documents;

/// <summary>A page of sweeps, oldest first.</summary>
/// <param name="Total">Sweeps in the store.</param>
public sealed record SweepList(int Total, int Offset, IReadOnlyList<SweepDocument> Sweeps);

/// <summary>A sweep and how far it is.</summary>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>cancelled</c> or <c>finished</c>.</param>
/// <param name="Revision">Rises with every change of file, state or priority.</param>
public sealed record SweepDocument(
    string Id,
    string Name,
    string State,
    int Priority,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    ProgressDocument Progress)
{
    public static SweepDocument Of(StoredSweep sweep, SweepCounts counts) => new(
        sweep.Id.Text,
        sweep.Name,
        ApiNames.Of(sweep.State),
        sweep.Priority,
        sweep.Revision,
        sweep.CreatedAt,
        sweep.EndedAt,
        new ProgressDocument(counts.Finished, counts.Failed, counts.OpenTrials, counts.LeasedTrials, counts.OpenChunks, counts.LeasedChunks));
}

/// <summary>Trials by where they are.</summary>
/// <param name="Finished">With a result.</param>
/// <param name="Failed">Given up because the machine failed them; they say nothing about stability.</param>
/// <param name="OpenTrials">Waiting for a device.</param>
/// <param name="LeasedTrials">On a device.</param>
public sealed record ProgressDocument(long Finished, long Failed, long OpenTrials, long LeasedTrials, long OpenChunks, long LeasedChunks);

/// <param name="Priority">Larger ones are leased first.</param>
public sealed record PriorityChange(int Priority);

/// <param name="Set">As on the command line: <c>replicates.max=64</c>.</param>
/// <param name="Revision">The revision that the change was thought out for; null for the present one.</param>
public sealed record Extension(IReadOnlyList<string> Set, long? Revision = null);

/// <summary>Which failed trials to try again; all where nothing is said.</summary>
/// <param name="Cells">Only those of these cells.</param>
/// <param name="Cause">Only those whose cause contains this.</param>
public sealed record RetryFilter(IReadOnlyList<string>? Cells = null, string? Cause = null);

/// <param name="Retried">Trials that will be trained again.</param>
public sealed record RetryAnswer(int Retried);

/// <summary>A window of a map to look at closer; both ends of both parts are included.</summary>
/// <param name="X">Across; null for the whole axis.</param>
/// <param name="Y">Upwards; null for the whole axis.</param>
/// <param name="Columns">About how many values across; null for as many as the map has.</param>
/// <param name="Rows">About how many values upwards.</param>
public sealed record Zoom(ZoomPart? X = null, ZoomPart? Y = null, int? Columns = null, int? Rows = null);

public sealed record ZoomPart(double From, double To);
