using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>The members of a launch: its grid runs over those that the host last knew alive.</summary>
/// <param name="slots">Member of each slot of the grid.</param>
/// <param name="alive">[population]: 0 once retired, which a launch may be the first to see.</param>
internal readonly struct Frame(ArrayView<int> slots, ArrayView<int> alive)
{
    public const int Retired = -1;

    public readonly ArrayView<int> Slots = slots;
    public readonly ArrayView<int> Alive = alive;

    /// <summary>The member of a slot, or <see cref="Retired"/>.</summary>
    public int Member(int slot)
    {
        var member = Slots[slot];
        return Alive[member] != 0 ? member : Retired;
    }
}
