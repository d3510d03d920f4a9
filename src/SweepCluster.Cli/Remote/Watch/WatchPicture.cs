using System.Collections.Immutable;
using System.Globalization;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Run;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary>A watched sweep at one moment.</summary>
/// <param name="Elapsed">Since watching began.</param>
/// <param name="TrialsPerSecond">Finished since then, over all workers.</param>
/// <param name="News">The last events, oldest first.</param>
/// <param name="Away">Why nobody answers; null when somebody does.</param>
/// <param name="Map">Null before the first, and where it has more places than a terminal.</param>
internal sealed record WatchPicture(SweepDocument Sweep, TimeSpan Elapsed, double TrialsPerSecond, ImmutableList<EventDocument> News, string? Away, LabelPicture? Map = null)
{
    /// <summary>From 0 to 1, of what is released.</summary>
    public double Share => Sweep.Progress is { Released: > 0 } counts ? (double)(counts.Finished + counts.Failed) / counts.Released : Sweep.IsFinished ? 1 : 0;

    /// <summary><c>running, 120/160 trials, 3.1/s, at least 12 s left</c>.</summary>
    public string Line()
    {
        var counts = Sweep.Progress;
        var failed = counts.Failed > 0 ? $", {counts.Failed} failed" : "";
        var head = string.Create(CultureInfo.InvariantCulture, $"{Sweep.State}, {counts.Finished}/{counts.Released} trials{failed}");
        return Sweep.HasEnded || Sweep.IsPaused ? head : string.Create(CultureInfo.InvariantCulture, $"{head}, {TrialsPerSecond:0.0}/s{Left(counts)}");
    }

    private string Left(ProgressDocument counts)
    {
        var left = counts.OpenTrials + counts.LeasedTrials;
        return left == 0 ? ", planning" : TrialsPerSecond > 0 ? $", at least {Durations.Text(TimeSpan.FromSeconds(Math.Min(left / TrialsPerSecond, TimeSpan.FromDays(9999).TotalSeconds)))} left" : "";
    }
}
