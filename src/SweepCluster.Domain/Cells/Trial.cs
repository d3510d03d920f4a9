using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Cells;

/// <summary>
/// Names a cell by what it is, not by when it was planned: the canonical text of its coordinates. A child sweep
/// with the same seed that visits the same point trains the same bits.
/// </summary>
public readonly record struct CellId(string Text)
{
    /// <summary>How the name of a reference setting begins, and no other.</summary>
    internal const string ReferencePrefix = "reference|";

    /// <summary>Whether this is the setting that others are compared with, not a point of the map.</summary>
    public bool IsReference => Text.StartsWith(ReferencePrefix, StringComparison.Ordinal);

    public override string ToString() => Text;
}

/// <summary>One training run of a cell. A reference trial is one whose cell is a reference setting.</summary>
public readonly record struct TrialId(CellId Cell, int Replicate)
{
    /// <summary>The key of every random number that this trial draws.</summary>
    public ulong RandomKey(ulong sweepSeed) =>
        StableHash.Combine(StableHash.Combine(sweepSeed, StableHash.Of(Cell.Text)), (ulong)Replicate);

    public override string ToString() => $"{Cell.Text}#{Replicate}";
}
