using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void ActivateExactly(ActivationFunction function, DeviceArray<T> input, DeviceArray<T> output, DeviceArray<T>? slope)
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var x = ((CpuArray<T>)input).Member(member);
                var y = ((CpuArray<T>)output).Member(member);
                var s = slope is null ? null : ((CpuArray<T>)slope).Member(member);
                if (function == ActivationFunction.Gelu)
                {
                    Gelu(x, y, s, input.Length);
                }
                else
                {
                    var done = Exact<V, L>(function, x, y, s, 0, input.Length);
                    Exact<T, ScalarLanes<T>>(function, x, y, s, done, input.Length);
                }
            }
        }
    }

    private static int Exact<V2, L2>(ActivationFunction function, T* x, T* y, T* slope, int i, int end)
        where V2 : struct
        where L2 : ILanes<V2, T>
    {
        var one = L2.Broadcast(T.One);
        for (; i + L2.Width <= end; i += L2.Width)
        {
            var input = L2.Load(x + i);
            V2 value, steepness;
            if (function == ActivationFunction.Relu)
            {
                // A comparison would turn what is not a number into 0 and so hide it.
                value = L2.Max(input, L2.Zero);
                steepness = L2.Select(L2.GreaterThan(input, L2.Zero), one, L2.Zero);
            }
            else
            {
                var doubled = function == ActivationFunction.Tanh ? L2.Add(input, input) : input;
                var sigmoid = L2.Divide(one, L2.Add(one, VectorExponential<T, V2, L2>.Exp(L2.Subtract(L2.Zero, doubled))));
                var slopeOfSigmoid = L2.Multiply(sigmoid, L2.Subtract(one, sigmoid));
                (value, steepness) = function switch
                {
                    ActivationFunction.Silu => (L2.Multiply(input, sigmoid), L2.FusedMultiplyAdd(input, slopeOfSigmoid, sigmoid)),
                    ActivationFunction.Tanh => (L2.Subtract(L2.Add(sigmoid, sigmoid), one), L2.Multiply(L2.Broadcast(T.CreateChecked(4)), slopeOfSigmoid)),
                    _ => (sigmoid, slopeOfSigmoid),
                };
            }

            L2.Store(y + i, value);
            if (slope != null)
            {
                L2.Store(slope + i, steepness);
            }
        }

        return i;
    }

    // erf has no cheap form for all lanes and only a reference network needs it.
    private static void Gelu(T* x, T* y, T* slope, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var input = double.CreateTruncating(x[i]);
            var distribution = 0.5 * (1 + ErrorFunction.Of(input / Math.Sqrt(2)));
            y[i] = T.CreateTruncating(input * distribution);
            if (slope != null)
            {
                slope[i] = T.CreateTruncating(distribution + (input * Math.Exp(-0.5 * input * input) / Math.Sqrt(2 * Math.PI)));
            }
        }
    }
}
