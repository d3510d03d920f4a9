using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>What the parts of a <see cref="CholeskyJob{T,V,L}"/> do.</summary>
internal enum CholeskyStage
{
    /// <summary>One part factors one matrix.</summary>
    WholeMatrix,

    /// <summary>One part subtracts from some rows of the panel what the panels before it explain.</summary>
    Update,

    /// <summary>One part factors the panel's diagonal block of one matrix.</summary>
    Diagonal,

    /// <summary>One part solves some rows below the diagonal block.</summary>
    Solve,
}

/// <summary>
/// Left-looking Cholesky factorisation by panels: every panel is written once, after all products to its left. The
/// stages do the same arithmetic in the same order however they are split.
/// </summary>
internal unsafe struct CholeskyJob<T, V, L> : ITeamJob
    where T : unmanaged, IFloatingPointIeee754<T>
    where V : struct
    where L : ILanes<V, T>
{
    private const int RowsPerPart = 252;

    public Workspace<T>.Buffer* Buffers;
    public int* Members;
    public Matrices<T> Matrix;
    public Matrices<int> Failed;
    public int MatricesPerMember;
    public int Rows;

    /// <summary>[products, <see cref="CholeskyPanel{T,V,L}.InverseLength"/>], for the staged way.</summary>
    public T* Inverses;
    public CholeskyStage Stage;

    /// <summary>First column of the panel in work.</summary>
    public int Column;

    public readonly int RowParts => (Rows - Column + RowsPerPart - 1) / RowsPerPart;

    public readonly void Run(int part)
    {
        var rowParts = Stage is CholeskyStage.Update or CholeskyStage.Solve ? RowParts : 1;
        var product = part / rowParts;
        var member = Members[product / MatricesPerMember];
        var matrix = product % MatricesPerMember;
        var failed = Failed.At(member, matrix);
        var whole = Stage == CholeskyStage.WholeMatrix;
        var scratchLength = CholeskyPanel<T, V, L>.ScratchLength + CholeskyPanel<T, V, L>.InverseLength;
        var scratch = Workspace<T>.Take(Buffers, scratchLength + (whole ? CholeskyPanel<T, V, L>.PackedLength(Rows) : 0));
        if (whole)
        {
            var inverses = scratch + CholeskyPanel<T, V, L>.ScratchLength;
            *failed = FactorWhole(
                new CholeskyPanel<T, V, L>(Matrix.At(member, matrix), Rows, inverses, scratch, scratch + scratchLength));
            return;
        }

        if (*failed != 0)
        {
            return;
        }

        var panel = new CholeskyPanel<T, V, L>(
            Matrix.At(member, matrix), Rows, Inverses + (product * CholeskyPanel<T, V, L>.InverseLength), scratch);
        var row = Column + (part % rowParts * RowsPerPart);
        var rowEnd = Math.Min(Rows, row + RowsPerPart);
        switch (Stage)
        {
            case CholeskyStage.Update:
                panel.Update(Column, row, rowEnd);
                break;
            case CholeskyStage.Diagonal:
                *failed = panel.FactorDiagonal(Column);
                break;
            default:
                panel.Solve(Column, Math.Max(row, Column + CholeskyPanel<T, V, L>.Columns), rowEnd);
                break;
        }
    }

    private readonly int FactorWhole(CholeskyPanel<T, V, L> panel)
    {
        for (var column = 0; column < Rows; column += CholeskyPanel<T, V, L>.Columns)
        {
            var below = Math.Min(Rows, column + CholeskyPanel<T, V, L>.Columns);
            panel.PackRight(column);
            panel.Update(column, column, below);
            if (panel.FactorDiagonal(column) is var failed && failed != 0)
            {
                return failed;
            }

            // Rows are solved while the second-level cache still holds what was subtracted from them.
            for (var row = below; row < Rows; row += RowsPerPart)
            {
                var rowEnd = Math.Min(Rows, row + RowsPerPart);
                panel.Update(column, row, rowEnd);
                panel.Solve(column, row, rowEnd);
                panel.PackLeft(column, row, rowEnd);
            }
        }

        return 0;
    }
}
