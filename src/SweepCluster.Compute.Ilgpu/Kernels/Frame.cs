using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>The members of a launch: its grid runs over those that the host last knew alive, their matrices and parts.</summary>
/// <param name="slots">Member of each slot of the grid.</param>
/// <param name="alive">[population]: 0 once retired, which a launch may be the first to see.</param>
internal readonly struct Frame(ArrayView<int> slots, ArrayView<int> alive)
{
    public const int Retired = -1;

    public readonly ArrayView<int> Slots = slots;
    public readonly ArrayView<int> Alive = alive;

    /// <summary>This group's work, where each member has one.</summary>
    public Work Take() => new(Member(Grid.IdxX), 0, 0, 1);

    /// <summary>This group's work, where so many groups share a member.</summary>
    public Work Take(int parts) => new(Member(Grid.IdxX / parts), 0, Grid.IdxX % parts, parts);

    /// <summary>This group's work, where so many groups share each of a member's matrices.</summary>
    public Work Take(int parts, int matrices)
    {
        var product = Grid.IdxX / parts;
        return new(Member(product / matrices), product % matrices, Grid.IdxX % parts, parts);
    }

    /// <summary>This group's work, where each group has an edge's worth of the columns of each matrix.</summary>
    public Work TakeColumns<S>(int columns, int matrices = 1)
        where S : struct, IGroupShape => Take((columns + S.Edge - 1) / S.Edge, matrices);

    /// <summary>This thread's member, where each has one thread; <see cref="Retired"/> beyond the last slot too.</summary>
    public int MemberOfThread(int slots)
    {
        var slot = (Grid.IdxX * Group.DimX) + Group.IdxX;
        return slot < slots ? Member(slot) : Retired;
    }

    /// <summary>The member of a slot, or <see cref="Retired"/>.</summary>
    private int Member(int slot)
    {
        var member = Slots[slot];
        return Alive[member] != 0 ? member : Retired;
    }
}
