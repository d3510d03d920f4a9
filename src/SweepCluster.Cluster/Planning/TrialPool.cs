using System.Collections.Immutable;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;

namespace SweepCluster.Cluster.Planning;

/// <summary>Trials that wait for a chunk, by shape and in the plan's order. For one thread.</summary>
internal sealed class TrialPool
{
    private readonly Dictionary<string, Queue<(long Order, Trial Trial)>> _shapes = new(StringComparer.Ordinal);
    private long _added;

    public int Count { get; private set; }

    public void Add(Trial trial)
    {
        var shape = PopulationShape.Of(trial.Cell.Parameters).Text;
        if (!_shapes.TryGetValue(shape, out var queue))
        {
            _shapes.Add(shape, queue = new Queue<(long, Trial)>());
        }

        queue.Enqueue((_added++, trial));
        Count++;
    }

    /// <summary>
    /// Takes trials of one shape: of that whose first trial the plan wanted before all others, so that a map fills in
    /// the plan's order.
    /// </summary>
    /// <param name="sizeOf">How many to take of a shape.</param>
    public (string Shape, ImmutableArray<TrialId> Trials) Take(Func<string, int> sizeOf)
    {
        var (shape, queue) = _shapes.MinBy(entry => entry.Value.Peek().Order);
        var trials = ImmutableArray.CreateBuilder<TrialId>(Math.Min(queue.Count, sizeOf(shape)));
        for (var i = trials.Capacity; i > 0; i--)
        {
            trials.Add(queue.Dequeue().Trial.Id);
        }

        Count -= trials.Count;
        if (queue.Count == 0)
        {
            _shapes.Remove(shape);
        }

        return (shape, trials.MoveToImmutable());
    }
}
