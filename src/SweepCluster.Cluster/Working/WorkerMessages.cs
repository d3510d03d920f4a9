using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cluster.Working;

/// <summary>How the training of some chunks ended.</summary>
/// <param name="Results">Of each lease, the trials that are finished: all of them unless training was stopped or failed.</param>
/// <param name="IsStopped">Whether it was told to stop before the end.</param>
/// <param name="Failure">What the machine failed with; null when it did not.</param>
public sealed record TrainingEnd(IReadOnlyDictionary<LeaseId, IReadOnlyList<TrialResult>> Results, bool IsStopped, string? Failure);

/// <summary>What a worker may be told.</summary>
public abstract record WorkerMessage
{
    private protected WorkerMessage()
    {
    }

    public sealed record Start : WorkerMessage;

    /// <summary>There may be chunks to lease.</summary>
    public sealed record Wake : WorkerMessage;

    /// <summary>What the store gave a device; nothing when there is nothing to do.</summary>
    public sealed record Leased(string Device, IReadOnlyList<Lease> Leases) : WorkerMessage;

    /// <param name="Capacity">Trials that the device takes at once, now that it has trained this shape.</param>
    public sealed record Trained(string Device, TrainingEnd End, int Capacity) : WorkerMessage;

    /// <summary>The store has taken, or refused, what was handed in for a lease.</summary>
    public sealed record HandedIn(LeaseId Lease, Completion? Completion) : WorkerMessage;

    /// <summary>It is time to renew leases.</summary>
    public sealed record RenewalDue : WorkerMessage;

    /// <param name="Asked">What was to be renewed.</param>
    /// <param name="Valid">Those that still count.</param>
    public sealed record Renewed(IReadOnlyCollection<LeaseId> Asked, IReadOnlyCollection<LeaseId> Valid) : WorkerMessage;

    /// <summary>Lease nothing more, hand everything in and end.</summary>
    /// <param name="IsPatient">Whether what is under way is trained to its end, or stopped at the next step.</param>
    public sealed record Drain(bool IsPatient) : WorkerMessage;

    /// <summary>The store could not do something for now.</summary>
    public sealed record StoreFailed(WorkerEffect Effect, StoreException Failure) : WorkerMessage;
}

/// <summary>What a worker may want done.</summary>
public abstract record WorkerEffect
{
    private protected WorkerEffect()
    {
    }

    /// <summary>Answered by <see cref="WorkerMessage.Leased"/>.</summary>
    public sealed record Ask(string Device, int MostTrials) : WorkerEffect;

    /// <summary>Answered by <see cref="WorkerMessage.Trained"/>.</summary>
    public sealed record Train(string Device, IReadOnlyList<Lease> Leases) : WorkerEffect;

    /// <summary>Stop what the device trains at its next step. Its training then ends as any other.</summary>
    public sealed record StopTraining(string Device) : WorkerEffect;

    /// <summary>Answered by <see cref="WorkerMessage.HandedIn"/>.</summary>
    public sealed record Complete(LeaseId Lease, IReadOnlyList<TrialResult> Results) : WorkerEffect;

    /// <summary>Hand a chunk back with what is finished of it. Answered by <see cref="WorkerMessage.HandedIn"/>.</summary>
    public sealed record HandBack(LeaseId Lease, IReadOnlyList<TrialResult> Finished) : WorkerEffect;

    /// <summary>Report that the machine failed a chunk. Answered by <see cref="WorkerMessage.HandedIn"/>.</summary>
    public sealed record Fail(LeaseId Lease, string Cause) : WorkerEffect;

    /// <summary>Answered by <see cref="WorkerMessage.Renewed"/>.</summary>
    public sealed record Renew(IReadOnlyCollection<LeaseId> Leases) : WorkerEffect;

    /// <summary>Wake the worker when there are chunks, or after this time.</summary>
    /// <param name="Rest">Then wait up to this long, each node another part of it, so that many that are idle do not ask at once.</param>
    public sealed record WakeWithin(TimeSpan Time, TimeSpan Rest) : WorkerEffect;

    /// <summary>Answered by <see cref="WorkerMessage.RenewalDue"/>.</summary>
    public sealed record RenewAfter(TimeSpan Time) : WorkerEffect;

    /// <summary>Do an effect again after a while.</summary>
    public sealed record Again(WorkerEffect Effect, TimeSpan After) : WorkerEffect;

    /// <summary>Everything is handed in and the worker takes no more.</summary>
    public sealed record Stop : WorkerEffect;
}
