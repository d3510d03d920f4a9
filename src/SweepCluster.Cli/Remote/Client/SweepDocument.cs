using System.Text.Json.Serialization;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>A sweep as a node describes it.</summary>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>cancelled</c> or <c>finished</c>.</param>
/// <param name="Priority">Sweeps of higher priority are trained first.</param>
/// <param name="Revision">Rises with every change of file, state or priority.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="Progress">How many of its trials are where.</param>
/// <param name="EndedAt">When it was finished or cancelled.</param>
internal sealed record SweepDocument(string Id, string Name, string State, int Priority, long Revision, DateTimeOffset CreatedAt, ProgressDocument Progress, DateTimeOffset? EndedAt = null)
{
    [JsonIgnore]
    public bool IsFinished => State == "finished";

    [JsonIgnore]
    public bool IsCancelled => State == "cancelled";

    [JsonIgnore]
    public bool IsPaused => State == "paused";

    [JsonIgnore]
    public bool HasEnded => IsFinished || IsCancelled;
}

/// <summary>A page of sweeps, oldest first.</summary>
/// <param name="Total">Sweeps that the node has.</param>
internal sealed record SweepList(int Total, IReadOnlyList<SweepDocument> Sweeps);

/// <summary>How much of a sweep is where.</summary>
/// <param name="Finished">Trials with a result.</param>
/// <param name="Failed">Trials that the machines failed for good.</param>
/// <param name="OpenTrials">Trials that wait for a device.</param>
/// <param name="LeasedTrials">Trials that are on one.</param>
internal sealed record ProgressDocument(long Finished, long Failed, long OpenTrials, long LeasedTrials)
{
    /// <summary>Trials released so far; a plan may release more.</summary>
    [JsonIgnore]
    public long Released => Finished + Failed + OpenTrials + LeasedTrials;
}
