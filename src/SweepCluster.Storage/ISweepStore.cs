using SweepCluster.Storage.Chunks;
using SweepCluster.Storage.Events;
using SweepCluster.Storage.Nodes;
using SweepCluster.Storage.Results;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Storage;

/// <summary>
/// The truth about sweeps: everything that must survive is here and nowhere else. All members may be called from
/// any thread and from many processes. Every change is one transaction, and after it returns it survives a crash.
/// Each call that fails for the store's own reasons throws a <see cref="StoreException"/>; one that says
/// <see cref="StoreException.IsTransient"/> may be repeated as it is, for every change is written so that a
/// repetition does nothing more.
/// </summary>
public interface ISweepStore : IAsyncDisposable
{
    /// <summary>What users submitted, in which state it is, and which coordinator runs it.</summary>
    ISweepCatalogue Sweeps { get; }

    /// <summary>Trials that wait for a device or are on one.</summary>
    IChunkQueue Chunks { get; }

    /// <summary>Finished trials and those that the machine failed for good.</summary>
    IResultArchive Results { get; }

    /// <summary>The processes that use this store.</summary>
    INodeRegistry Nodes { get; }

    /// <summary>What happened, for people.</summary>
    IEventLog Events { get; }

    /// <summary>How often this process has heard that the topic changed. Ask before looking, for <see cref="WaitForChangeAsync"/>.</summary>
    long ChangesHeard(StoreTopic topic);

    /// <summary>Returns when something that concerns the topic may have changed, or after the time.</summary>
    /// <param name="topic">What the caller waits for.</param>
    /// <param name="heard">Changes that the caller's last look has seen: what was heard since then ends the wait at once.</param>
    /// <param name="atMost">The longest time to wait; a lost wake-up costs no more than this.</param>
    Task WaitForChangeAsync(StoreTopic topic, long heard, TimeSpan atMost, CancellationToken cancellation);
}

/// <summary>What a change in the store may concern.</summary>
public enum StoreTopic
{
    /// <summary>A sweep was submitted, or its state, priority or file changed.</summary>
    Sweeps,

    /// <summary>There are chunks to lease.</summary>
    Chunks,

    /// <summary>A chunk was finished, failed or handed back, or an event was written.</summary>
    Results,
}
