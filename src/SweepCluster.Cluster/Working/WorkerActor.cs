using System.Collections.Immutable;
using SweepCluster.Cluster.Actors;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Cluster.Working;

/// <summary>
/// Keeps the devices of one node busy: leases chunks for those that are free, renews what is held, and hands in what
/// is finished, again and again while the store is away. What waits to be handed in is bounded: a worker that cannot
/// reach the store cannot lease either, so it holds no more than its devices had. A chunk that has failed before
/// trains while the node's other devices rest: if the node dies again, that chunk and no other was the cause.
/// </summary>
/// <param name="devices">The ids of the node's devices.</param>
/// <param name="leaseDuration">How long a lease lasts; it is renewed three times as often.</param>
public sealed class WorkerActor(ImmutableArray<string> devices, TimeSpan leaseDuration) : IActor<WorkerMessage, WorkerEffect>
{
    /// <summary>Chunks that may wait to be handed in, for each device, before it leases more.</summary>
    public const int SpoolPerDevice = 8;

    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(1);

    /// <summary>For a worker that has asked in vain for a while: new chunks wake it, and stragglers can wait that long.</summary>
    private static readonly TimeSpan IdleLookEvery = TimeSpan.FromSeconds(5);

    /// <summary>Times that a worker asks in vain before it rests between two of them.</summary>
    private const int AsksWithoutRest = 4;

    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, Slot> _slots = devices.ToDictionary(device => device, _ => new Slot());
    private readonly HashSet<LeaseId> _spool = [];
    private bool _isWaiting;

    // How often in turn there was nothing to lease. A worker among many, most of which every announcement wakes in vain,
    // asks ever more seldom; one that is alone finds something before it rests.
    private int _inVain;

    // A chunk that failed before was offered while devices were busy: nothing else is begun until they are not.
    private bool _isMakingRoom;
    private bool _isDraining;
    private bool _isStopped;

    /// <summary>Chunks that wait to be handed in; others may look while the actor works.</summary>
    public int SpoolDepth => _spool.Count;

    public IEnumerable<WorkerEffect> On(WorkerMessage message) => message switch
    {
        WorkerMessage.Start => [.. Ask(), new WorkerEffect.RenewAfter(leaseDuration / 3)],
        WorkerMessage.Wake => Awake(),
        WorkerMessage.Leased leased => Begin(leased),
        WorkerMessage.Trained trained => HandIn(trained),
        WorkerMessage.HandedIn handed => Settle(handed.Lease),
        WorkerMessage.RenewalDue => Renew(),
        WorkerMessage.Renewed renewed => [.. GiveUpLost(renewed), new WorkerEffect.RenewAfter(leaseDuration / 3)],
        WorkerMessage.Drain drain => Drain(drain.IsPatient),
        WorkerMessage.StoreFailed { Failure.IsTransient: true } failed => Wait(failed.Effect),
        WorkerMessage.StoreFailed failed => throw failed.Failure,
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message that a worker does not know."),
    };

    private List<WorkerEffect> Awake()
    {
        _isWaiting = false;
        return Ask();
    }

    private List<WorkerEffect> Ask()
    {
        var effects = new List<WorkerEffect>();
        if (_isDraining || _slots.Values.Any(slot => slot.IsSuspect) || (_isMakingRoom && _slots.Values.Any(slot => !slot.IsFree)))
        {
            return effects;
        }

        foreach (var (device, slot) in _slots.Where(entry => entry.Value.IsFree).Take(_isMakingRoom ? 1 : int.MaxValue))
        {
            if (_spool.Count < SpoolPerDevice * devices.Length)
            {
                slot.IsAsking = true;
                effects.Add(new WorkerEffect.Ask(device, slot.Capacity));
            }
        }

        return effects;
    }

    private List<WorkerEffect> Begin(WorkerMessage.Leased leased)
    {
        var slot = _slots[leased.Device];
        slot.IsAsking = false;
        if (leased.Leases.Count == 0)
        {
            _isMakingRoom = false;
            _inVain++;
            return WaitForChunks();
        }

        _inVain = 0;
        if (_isDraining)
        {
            return [.. leased.Leases.SelectMany(lease => Spool(new WorkerEffect.HandBack(lease.Id, []))), .. StopWhenEmpty()];
        }

        var isSuspect = leased.Leases.Any(lease => lease.Chunk.Attempts > 0);
        if (_slots.Values.Any(other => isSuspect ? !other.Held.IsEmpty : other.IsSuspect))
        {
            // Held beside another chunk it would share the blame. The node becomes free for it, or another takes it.
            _isMakingRoom |= isSuspect;
            return [.. leased.Leases.SelectMany(lease => Spool(new WorkerEffect.HandBack(lease.Id, [])))];
        }

        _isMakingRoom = false;
        slot.Held = [.. leased.Leases];
        return [new WorkerEffect.Train(leased.Device, leased.Leases)];
    }

    private List<WorkerEffect> WaitForChunks()
    {
        if (_isDraining)
        {
            return StopWhenEmpty();
        }

        if (_isWaiting)
        {
            return [];
        }

        _isWaiting = true;
        return [new WorkerEffect.WakeWithin(_inVain <= AsksWithoutRest ? LookAtLeastEvery : IdleLookEvery, Rest)];
    }

    private TimeSpan Rest => _inVain <= AsksWithoutRest ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(FirstRest.Ticks << Math.Min(_inVain - AsksWithoutRest - 1, 16), LongestRest.Ticks));

    private List<WorkerEffect> HandIn(WorkerMessage.Trained trained)
    {
        var slot = _slots[trained.Device];
        var effects = new List<WorkerEffect>();
        foreach (var lease in slot.Leases)
        {
            var results = trained.End.Results.GetValueOrDefault(lease) ?? [];
            effects.AddRange(Spool(trained.End switch
            {
                { Failure: { } cause } => new WorkerEffect.Fail(lease, cause),
                { IsStopped: true } => new WorkerEffect.HandBack(lease, results),
                _ => new WorkerEffect.Complete(lease, results),
            }));
        }

        slot.Held = [];
        slot.Capacity = Math.Max(1, trained.Capacity);
        return [.. effects, .. Ask(), .. StopWhenEmpty()];
    }

    private IEnumerable<WorkerEffect> Spool(WorkerEffect handIn)
    {
        _spool.Add(LeaseOf(handIn));
        return [handIn];
    }

    // A refused chunk was given to another or withdrawn: there is nothing more to do about it.
    private List<WorkerEffect> Settle(LeaseId lease)
    {
        var wasFull = _spool.Count >= SpoolPerDevice * devices.Length;
        _spool.Remove(lease);
        return [.. wasFull ? Ask() : [], .. StopWhenEmpty()];
    }

    private IEnumerable<WorkerEffect> Renew()
    {
        LeaseId[] held = [.. _slots.Values.SelectMany(slot => slot.Leases), .. _spool];
        return held.Length > 0 ? [new WorkerEffect.Renew(held)] : [new WorkerEffect.RenewAfter(leaseDuration / 3)];
    }

    private IEnumerable<WorkerEffect> GiveUpLost(WorkerMessage.Renewed renewed)
    {
        var lost = renewed.Asked.Except(renewed.Valid).ToHashSet();
        return from entry in _slots
               where !entry.Value.Held.IsEmpty && entry.Value.Leases.All(lost.Contains)
               select new WorkerEffect.StopTraining(entry.Key);
    }

    private List<WorkerEffect> Drain(bool isPatient)
    {
        _isDraining = true;
        return
        [
            .. _slots.Where(entry => !isPatient && !entry.Value.Held.IsEmpty).Select(entry => new WorkerEffect.StopTraining(entry.Key)),
            .. StopWhenEmpty(),
        ];
    }

    private List<WorkerEffect> StopWhenEmpty()
    {
        if (!_isDraining || _isStopped || _spool.Count > 0 || _slots.Values.Any(slot => !slot.IsFree))
        {
            return [];
        }

        _isStopped = true;
        return [new WorkerEffect.Stop()];
    }

    private List<WorkerEffect> Wait(WorkerEffect effect)
    {
        if (effect is not WorkerEffect.Ask ask)
        {
            return [new WorkerEffect.Again(effect, StorePause)];
        }

        _slots[ask.Device].IsAsking = false;
        return WaitForChunks();
    }

    private static LeaseId LeaseOf(WorkerEffect handIn) => handIn switch
    {
        WorkerEffect.Complete complete => complete.Lease,
        WorkerEffect.HandBack back => back.Lease,
        WorkerEffect.Fail fail => fail.Lease,
        _ => throw new ArgumentOutOfRangeException(nameof(handIn), handIn, "Nothing that is handed in."),
    };

    /// <summary>What a device is at.</summary>
    private sealed class Slot
    {
        public bool IsAsking { get; set; }

        /// <summary>What it trains.</summary>
        public ImmutableArray<Lease> Held { get; set; } = [];

        public IEnumerable<LeaseId> Leases => Held.Select(lease => lease.Id);

        /// <summary>Whether it has a chunk that failed before.</summary>
        public bool IsSuspect => Held.Any(lease => lease.Chunk.Attempts > 0);

        /// <summary>Trials to ask for; one chunk, however large, before the device has trained any.</summary>
        public int Capacity { get; set; } = 1;

        public bool IsFree => !IsAsking && Held.IsEmpty;
    }
}
