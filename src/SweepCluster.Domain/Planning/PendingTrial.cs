using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Planning;

/// <summary>A trial that the plan wants and has not given out. Sorts before those that are wanted less urgently.</summary>
/// <param name="Stage">Earlier stages come first: what covers the map before what looks closer.</param>
/// <param name="Order">Within a stage; for example how far a cell's P(stable) is from the threshold.</param>
/// <param name="IsReference">Whether <paramref name="Number"/> counts references instead of cells.</param>
internal readonly record struct PendingTrial(int Stage, double Order, bool IsReference, int Number, int Replicate) : IComparable<PendingTrial>
{
    /// <summary>Before everything of its stage: references judge the rest.</summary>
    public const double First = -1;

    public int CompareTo(PendingTrial other)
    {
        var order = Stage.CompareTo(other.Stage);
        order = order != 0 ? order : Order.CompareTo(other.Order);
        order = order != 0 ? order : other.IsReference.CompareTo(IsReference);

        // Scattered over the map rather than along its rows, so that it fills evenly.
        order = order != 0 ? order : StableHash.Mix((uint)Number).CompareTo(StableHash.Mix((uint)other.Number));
        return order != 0 ? order : Replicate.CompareTo(other.Replicate);
    }
}
