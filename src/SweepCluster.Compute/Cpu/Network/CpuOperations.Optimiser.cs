using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    private const double AdamEpsilon = 1e-8;
    private const double ClipEpsilon = 1e-6;

    public void ClipFactors(
        GradientClipping<T> clipping,
        DeviceArray<T> weights,
        DeviceArray<T> batchNorm,
        DeviceArray<T> norm,
        DeviceArray<T> weightFactor,
        DeviceArray<T> batchNormFactor)
    {
        var epsilon = T.CreateChecked(ClipEpsilon);
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var ofWeights = SumSquares(((CpuArray<T>)weights).Member(member), weights.Length);
                var ofBatchNorm = SumSquares(((CpuArray<T>)batchNorm).Member(member), batchNorm.Length);
                var all = T.Sqrt(ofWeights + ofBatchNorm);
                var largest = *((CpuArray<T>)clipping.Norm).Member(member);
                var (factor, normFactor) = (ClipKind)(*((CpuArray<int>)clipping.Kind).Member(member)) switch
                {
                    ClipKind.Standard => (Factor(all), Factor(all)),
                    ClipKind.Selective => (Factor(T.Sqrt(ofWeights)), T.One),
                    _ => (T.One, T.One),
                };
                *((CpuArray<T>)norm).Member(member) = all;
                *((CpuArray<T>)weightFactor).Member(member) = factor;
                *((CpuArray<T>)batchNormFactor).Member(member) = normFactor;

                T Factor(T found) => T.Min(T.One, largest / (found + epsilon));
            }
        }
    }

    public void AdamWStep(
        OptimiserRates<T> rates,
        long step,
        DeviceArray<T> parameters,
        DeviceArray<T> gradients,
        DeviceArray<T> firstMoment,
        DeviceArray<T> secondMoment,
        DeviceArray<T> factor,
        DeviceArray<T> check)
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var rate = *((CpuArray<T>)rates.LearningRate).Member(member);
                var beta1 = *((CpuArray<T>)rates.First).Member(member);
                var beta2 = *((CpuArray<T>)rates.Second).Member(member);
                var kernel = new AdamWKernel<T>
                {
                    Keep = T.One - (rate * *((CpuArray<T>)rates.WeightDecay).Member(member)),
                    Beta1 = beta1,
                    Beta2 = beta2,
                    Factor = *((CpuArray<T>)factor).Member(member),
                    StepSize = rate / T.CreateTruncating(1 - Math.Pow(double.CreateTruncating(beta1), step + 1)),
                    SecondCorrection = T.CreateTruncating(1 / (1 - Math.Pow(double.CreateTruncating(beta2), step + 1))),
                    Epsilon = T.CreateTruncating(AdamEpsilon),
                };
                var p = ((CpuArray<T>)parameters).Member(member);
                var g = ((CpuArray<T>)gradients).Member(member);
                var m = ((CpuArray<T>)firstMoment).Member(member);
                var v = ((CpuArray<T>)secondMoment).Member(member);
                var done = kernel.Run<V, L>(p, g, m, v, 0, parameters.Length);
                kernel.Run<T, ScalarLanes<T>>(p, g, m, v, done, parameters.Length);
                *((CpuArray<T>)check).Member(member) += kernel.Check;
            }
        }
    }

    public void SgdStep(
        OptimiserRates<T> rates,
        DeviceArray<T> parameters,
        DeviceArray<T> gradients,
        DeviceArray<T> velocity,
        DeviceArray<T> factor,
        DeviceArray<T> check)
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var rate = *((CpuArray<T>)rates.LearningRate).Member(member);
                var kernel = new SgdKernel<T>
                {
                    Rate = rate,
                    Keep = T.One - (rate * *((CpuArray<T>)rates.WeightDecay).Member(member)),
                    Momentum = *((CpuArray<T>)rates.First).Member(member),
                    Factor = *((CpuArray<T>)factor).Member(member),
                };
                var p = ((CpuArray<T>)parameters).Member(member);
                var g = ((CpuArray<T>)gradients).Member(member);
                var v = ((CpuArray<T>)velocity).Member(member);
                var done = kernel.Run<V, L>(p, g, v, 0, parameters.Length);
                kernel.Run<T, ScalarLanes<T>>(p, g, v, done, parameters.Length);
                *((CpuArray<T>)check).Member(member) += kernel.Check;
            }
        }
    }

    private static T SumSquares(T* values, int length)
    {
        var (s0, s1, s2, s3) = (L.Zero, L.Zero, L.Zero, L.Zero);
        var w = L.Width;
        var i = 0;
        for (; i + (4 * w) <= length; i += 4 * w)
        {
            var (a, b, c, d) = (L.Load(values + i), L.Load(values + i + w), L.Load(values + i + (2 * w)), L.Load(values + i + (3 * w)));
            s0 = L.FusedMultiplyAdd(a, a, s0);
            s1 = L.FusedMultiplyAdd(b, b, s1);
            s2 = L.FusedMultiplyAdd(c, c, s2);
            s3 = L.FusedMultiplyAdd(d, d, s3);
        }

        var sum = L.Sum(L.Add(L.Add(s0, s1), L.Add(s2, s3)));
        for (; i < length; i++)
        {
            sum += values[i] * values[i];
        }

        return sum;
    }
}
