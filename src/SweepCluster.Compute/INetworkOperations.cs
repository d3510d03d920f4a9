using System.Numerics;

namespace SweepCluster.Compute;

/// <summary>What a polynomial network needs besides matrix products.</summary>
public interface INetworkOperations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
}
