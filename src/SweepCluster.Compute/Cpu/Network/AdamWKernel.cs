using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu;

/// <summary>One member's AdamW step over a run of parameters (arXiv 1711.05101, algorithm 2).</summary>
internal unsafe struct AdamWKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>1 − learning rate · weight decay.</summary>
    public T Keep;
    public T Beta1;
    public T Beta2;

    /// <summary>What clipping multiplies the gradient by.</summary>
    public T Factor;

    /// <summary>Learning rate/(1 − β₁^t).</summary>
    public T StepSize;

    /// <summary>1/(1 − β₂^t).</summary>
    public T SecondCorrection;
    public T Epsilon;

    /// <summary>Σ 0·θ: 0, or not a number once a parameter is not finite.</summary>
    public T Check;

    public int Run<V, L>(T* parameters, T* gradients, T* first, T* second, int i, int end)
        where V : struct
        where L : ILanes<V, T>
    {
        var (keep, beta1, beta2, factor) = (L.Broadcast(Keep), L.Broadcast(Beta1), L.Broadcast(Beta2), L.Broadcast(Factor));
        var (rest1, rest2) = (L.Broadcast(T.One - Beta1), L.Broadcast(T.One - Beta2));
        var (size, correction, epsilon) = (L.Broadcast(StepSize), L.Broadcast(SecondCorrection), L.Broadcast(Epsilon));
        var check = L.Zero;
        for (; i + L.Width <= end; i += L.Width)
        {
            var g = L.Multiply(L.Load(gradients + i), factor);
            var m = L.FusedMultiplyAdd(L.Load(first + i), beta1, L.Multiply(g, rest1));
            var v = L.FusedMultiplyAdd(L.Load(second + i), beta2, L.Multiply(L.Multiply(g, g), rest2));
            var deviation = L.Add(L.Sqrt(L.Multiply(v, correction)), epsilon);
            var p = L.Subtract(L.Multiply(L.Load(parameters + i), keep), L.Divide(L.Multiply(m, size), deviation));
            L.Store(first + i, m);
            L.Store(second + i, v);
            L.Store(parameters + i, p);
            check = L.FusedMultiplyAdd(p, L.Zero, check);
        }

        Check += L.Sum(check);
        return i;
    }
}
