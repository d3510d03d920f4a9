using System.Collections.Immutable;
using SweepCluster.Cluster.Engines;

namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>What was decided about members that are not heard of, for those who look from outside.</summary>
internal sealed class DowningTally
{
    private static readonly DowningCause[] Causes = Enum.GetValues<DowningCause>();

    private readonly long[] _counts = new long[Causes.Length];

    private volatile bool _isMinority;

    /// <summary>Whether this node is in a half that gives way if the cut lasts.</summary>
    public bool IsMinority
    {
        get => _isMinority;
        set => _isMinority = value;
    }

    /// <summary>Nodes that this one put out, by the reason; those that never happened are 0.</summary>
    public ImmutableSortedDictionary<DowningCause, long> Counts => Causes.ToImmutableSortedDictionary(cause => cause, cause => Interlocked.Read(ref _counts[(int)cause]));

    /// <summary>Counts one decision.</summary>
    public void Count(DowningCause cause) => Interlocked.Increment(ref _counts[(int)cause]);
}
