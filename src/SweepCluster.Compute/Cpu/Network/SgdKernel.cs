using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu;

/// <summary>One member's step of stochastic gradient descent with momentum over a run of parameters.</summary>
internal unsafe struct SgdKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate;

    /// <summary>1 − learning rate · weight decay.</summary>
    public T Keep;
    public T Momentum;

    /// <summary>What clipping multiplies the gradient by.</summary>
    public T Factor;

    /// <summary>Σ 0·θ: 0, or not a number once a parameter is not finite.</summary>
    public T Check;

    public int Run<V, L>(T* parameters, T* gradients, T* velocity, int i, int end)
        where V : struct
        where L : ILanes<V, T>
    {
        var (rate, keep, momentum, factor) = (L.Broadcast(-Rate), L.Broadcast(Keep), L.Broadcast(Momentum), L.Broadcast(Factor));
        var check = L.Zero;
        for (; i + L.Width <= end; i += L.Width)
        {
            var v = L.FusedMultiplyAdd(L.Load(velocity + i), momentum, L.Multiply(L.Load(gradients + i), factor));
            var p = L.FusedMultiplyAdd(v, rate, L.Multiply(L.Load(parameters + i), keep));
            L.Store(velocity + i, v);
            L.Store(parameters + i, p);
            check = L.FusedMultiplyAdd(p, L.Zero, check);
        }

        Check += L.Sum(check);
        return i;
    }
}
