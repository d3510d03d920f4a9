using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning.Replication;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>What never changes while a ledger is kept.</summary>
/// <param name="Cells">The cells that may be wanted.</param>
/// <param name="Replicates">How many replicates a cell gets.</param>
/// <param name="Initial">Replicates that every cell and every reference has from the start; 0 when cells are chosen one by one.</param>
/// <param name="StageOf">The stage of a cell; see <see cref="PendingTrial"/>.</param>
/// <param name="Threshold">The cells with P(stable) next to this get their further replicates first.</param>
internal sealed record LedgerRules(ICellSet Cells, ReplicateRule Replicates, int Initial, Func<int, int> StageOf, double Threshold)
{
    private const int BitsPerWord = 64;

    /// <summary>A ledger without a result.</summary>
    public TrialLedger Open()
    {
        var references = Cells.References.Count;
        return new TrialLedger
        {
            Cells = new PersistentArray<CellTally>(Cells.Count),
            Told = new PersistentArray<ulong>((long)Cells.Count * Words),
            References = new PersistentArray<int>(references),
            ReferencesTold = new PersistentArray<ulong>((long)references * Words),
            WantedCells = Initial == 0 ? 0 : Cells.Count,
            Wanted = ((long)Cells.Count + references) * Initial,
        };
    }

    public Trial Trial(bool isReference, int number, int replicate) =>
        new(isReference ? Cells.References[number] : Cells[number], replicate);

    /// <summary>The entry and the bit of a replicate among so many cells.</summary>
    public static (long Entry, ulong Bit) Place(int cells, int number, int replicate) =>
        (((long)(replicate / BitsPerWord) * cells) + number, 1UL << (replicate % BitsPerWord));

    private static int Words => (ReplicatesReader.Most / BitsPerWord) + 1;
}
