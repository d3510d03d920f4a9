using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>
/// All trials of a sweep whose cells are known beforehand, by number. Replicate by replicate: first its
/// references, which judge the rest, then every cell, in an order in which any first part covers the map evenly.
/// </summary>
internal sealed class TrialSchedule
{
    private readonly ICellSet _cells;
    private readonly IReadOnlyList<Cell> _references;
    private readonly int _replicates;
    private readonly int _stride;

    /// <param name="stride">The step from one cell to the next; shares no divisor with the number of cells.</param>
    public TrialSchedule(Sweep sweep, ICellSet cells, int stride)
    {
        _cells = cells;
        _references = cells.References;
        _replicates = sweep.Replicates.Count;
        _stride = stride;
    }

    public long Count => (long)PerReplicate * _replicates;

    private int PerReplicate => _references.Count + _cells.Count;

    public Trial this[long number]
    {
        get
        {
            var (replicate, at) = Math.DivRem(number, PerReplicate);
            var cell = at < _references.Count
                ? _references[(int)at]
                : _cells[(int)((at - _references.Count) * _stride % _cells.Count)];
            return new Trial(cell, (int)replicate);
        }
    }
}
