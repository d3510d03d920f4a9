using SweepCluster.Cluster.Actors;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Coordinating;

/// <summary>What a coordinator may be told.</summary>
public abstract record CoordinatorMessage
{
    private protected CoordinatorMessage()
    {
    }

    public sealed record Start : CoordinatorMessage;

    /// <summary>Time has passed, or a sweep was submitted or changed.</summary>
    public sealed record Wake : CoordinatorMessage;

    /// <summary>What this node is to run.</summary>
    public sealed record Placed(IReadOnlyList<SweepOwnership> Sweeps) : CoordinatorMessage;

    /// <summary>
    /// A sweep's actor has ended: the sweep is finished, paused, cancelled or someone else's. If it is to run here all
    /// the same, the next placement says so.
    /// </summary>
    public sealed record Ended(SweepOwnership Sweep) : CoordinatorMessage;

    public sealed record StoreFailed(StoreException Failure) : CoordinatorMessage;
}

/// <summary>What a coordinator may want done.</summary>
public abstract record CoordinatorEffect
{
    private protected CoordinatorEffect()
    {
    }

    /// <summary>Answered by <see cref="CoordinatorMessage.Placed"/>.</summary>
    public sealed record Place : CoordinatorEffect;

    /// <summary>Begin a sweep's actor; it is told of as <see cref="CoordinatorMessage.Ended"/> when it ends.</summary>
    public sealed record Begin(SweepOwnership Sweep) : CoordinatorEffect;

    /// <summary>Tell a sweep's actor that this node may not run it any more; it then ends by itself.</summary>
    public sealed record End(SweepOwnership Sweep) : CoordinatorEffect;

    /// <summary>Wake the actor when a sweep changes, or after this time.</summary>
    public sealed record WakeWithin(TimeSpan Time) : CoordinatorEffect;
}

/// <summary>Runs an actor for each sweep that the engine places on this node, and only for those.</summary>
/// <param name="heartbeat">How often the engine is asked.</param>
public sealed class CoordinatorActor(TimeSpan heartbeat) : IActor<CoordinatorMessage, CoordinatorEffect>
{
    private readonly Dictionary<SweepId, SweepOwnership> _running = [];

    public IEnumerable<CoordinatorEffect> On(CoordinatorMessage message) => message switch
    {
        CoordinatorMessage.Start or CoordinatorMessage.Wake => [new CoordinatorEffect.Place()],
        CoordinatorMessage.Placed placed => Place(placed.Sweeps),
        CoordinatorMessage.Ended ended => End(ended.Sweep),
        CoordinatorMessage.StoreFailed { Failure.IsTransient: true } => [new CoordinatorEffect.WakeWithin(heartbeat)],
        CoordinatorMessage.StoreFailed failed => throw failed.Failure,
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message that a coordinator does not know."),
    };

    private List<CoordinatorEffect> Place(IReadOnlyList<SweepOwnership> sweeps)
    {
        var effects = new List<CoordinatorEffect>();
        foreach (var lost in _running.Values.Except(sweeps).ToArray())
        {
            _running.Remove(lost.Sweep);
            effects.Add(new CoordinatorEffect.End(lost));
        }

        foreach (var sweep in sweeps.Where(sweep => _running.TryAdd(sweep.Sweep, sweep)))
        {
            effects.Add(new CoordinatorEffect.Begin(sweep));
        }

        effects.Add(new CoordinatorEffect.WakeWithin(heartbeat));
        return effects;
    }

    private IEnumerable<CoordinatorEffect> End(SweepOwnership sweep)
    {
        if (_running.TryGetValue(sweep.Sweep, out var running) && running == sweep)
        {
            _running.Remove(sweep.Sweep);
        }

        return [];
    }
}
