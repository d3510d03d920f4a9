using SweepCluster.Compute;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;

namespace SweepCluster.Training.Population;

/// <summary>Trials of equal shape, waiting for a device, and how that device wants them.</summary>
/// <param name="Shape">The parameters of any of them.</param>
internal sealed class Lot(ParameterSet shape, DevicePlan plan, IReadOnlyList<(int Order, Trial Trial)> trials)
{
    private int _next;

    public ParameterSet Shape { get; } = shape;

    public DevicePlan Plan { get; } = plan;

    public bool IsEmpty => _next == trials.Count;

    /// <summary>Place of the first waiting trial in the planner's order.</summary>
    public int Order => trials[_next].Order;

    public IReadOnlyList<Trial> Take(int most)
    {
        var taken = trials.Skip(_next).Take(most).Select(entry => entry.Trial).ToArray();
        _next += taken.Length;
        return taken;
    }
}
