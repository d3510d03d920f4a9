using System.Numerics;

namespace SweepCluster.Compute;

/// <summary>What a polyharmonic cascade needs besides matrix products.</summary>
public interface ICascadeOperations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
}
