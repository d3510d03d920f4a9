using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>
/// What a group is to do: one part of the elements, rows, columns or tiles of one matrix of one member. Made by
/// <see cref="Frame"/> from the group's place in the grid.
/// </summary>
internal readonly struct Work(int member, int matrix, int part, int parts)
{
    public readonly int Member = member;
    public readonly int Matrix = matrix;
    public readonly int Part = part;

    /// <summary>Groups that share the matrix.</summary>
    public readonly int Parts = parts;

    /// <summary>Nothing: the member does not live any more.</summary>
    public bool IsRetired => Member == Frame.Retired;

    /// <summary>The first element of this thread, where groups share a run of elements evenly.</summary>
    public int First<S>()
        where S : struct, IGroupShape => (Part * S.Edge * S.Edge) + Group.IdxX;

    /// <summary>From one element of this thread to its next.</summary>
    public int Step<S>()
        where S : struct, IGroupShape => Parts * S.Edge * S.Edge;

    /// <summary>The column of this thread, where each group has an edge's worth of columns: neighbours take neighbours.</summary>
    public int Column<S>()
        where S : struct, IGroupShape => (Part * S.Edge) + InGroup.Column<S>();
}
