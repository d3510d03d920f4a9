using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Planning;

/// <summary>
/// The trials that every cell of a sweep gets, by number, where the cells are known beforehand. Replicate by
/// replicate: first its references, which judge the rest, then every cell, in an order in which any first part
/// covers the map evenly.
/// </summary>
/// <param name="cells">The cells.</param>
/// <param name="replicates">Trials per cell.</param>
/// <param name="stride">The step from one cell to the next; shares no divisor with the number of cells.</param>
internal sealed class TrialSchedule(ICellSet cells, int replicates, int stride)
{
    private readonly int _references = cells.References.Count;

    public long Count => PerReplicate * replicates;

    private long PerReplicate => (long)_references + cells.Count;

    /// <summary>A trial by its place in the schedule; its cell or reference by number.</summary>
    public (bool IsReference, int Number, int Replicate) this[long place]
    {
        get
        {
            var (replicate, at) = Math.DivRem(place, PerReplicate);
            return at < _references
                ? (true, (int)at, (int)replicate)
                : (false, (int)((at - _references) * stride % cells.Count), (int)replicate);
        }
    }
}
