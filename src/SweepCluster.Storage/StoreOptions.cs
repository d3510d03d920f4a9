using SweepCluster.Storage.Events;

namespace SweepCluster.Storage;

/// <summary>What a store lets its tests change.</summary>
internal sealed record StoreOptions
{
    /// <summary>Tells when leases and ownerships run out, where the store has no clock of its own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Events kept of a sweep.</summary>
    public int KeptEvents { get; init; } = IEventLog.Kept;

    /// <summary>How long a change waits for those of other processes.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Called within every change, with the name of the point reached: after each group of statements, before the
    /// commit and after it. What it throws leaves the change as a crash at that point would.
    /// </summary>
    public Action<string> Reached { get; init; } = static _ => { };
}
