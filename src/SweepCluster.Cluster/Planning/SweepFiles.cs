using System.Collections.Concurrent;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Cluster.Planning;

/// <summary>A sweep as its file says it, with its cells by name.</summary>
public sealed class OpenSweep(Sweep sweep)
{
    private readonly Lazy<ICellSet> _cells = new(sweep.TrainableCells);

    public Sweep Sweep { get; } = sweep;

    /// <summary>The trial of that name.</summary>
    /// <exception cref="InvalidOperationException">The sweep has no such cell.</exception>
    public Trial Trial(TrialId id)
    {
        var cells = _cells.Value;
        if (cells.Find(id.Cell) is >= 0 and var cell)
        {
            return new Trial(cells[cell], id.Replicate);
        }

        return cells.References.Find(id.Cell) is >= 0 and var reference
            ? new Trial(cells.References[reference], id.Replicate)
            : throw new InvalidOperationException($"Sweep {Sweep.Name} has no cell {id.Cell}.");
    }
}

/// <summary>Reads the files of sweeps, keeping the last few.</summary>
public sealed class SweepFiles
{
    private const int Kept = 8;

    private readonly ConcurrentDictionary<(SweepId, long), OpenSweep> _open = [];

    /// <exception cref="InvalidOperationException">The file was accepted once but does not read any more.</exception>
    public OpenSweep Read(StoredSweep stored)
    {
        if (_open.TryGetValue((stored.Id, stored.Revision), out var open))
        {
            return open;
        }

        var read = SweepFileReader.Read(stored.ResolvedFile, stored.Id.Text, []);
        open = new OpenSweep(read.Sweep ?? throw new InvalidOperationException(string.Join(Environment.NewLine, read.Errors)));
        if (_open.Count >= Kept)
        {
            _open.Clear();
        }

        _open[(stored.Id, stored.Revision)] = open;
        return open;
    }
}
