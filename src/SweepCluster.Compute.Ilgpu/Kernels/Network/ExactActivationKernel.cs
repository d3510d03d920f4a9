using System.Numerics;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct ExactActivationArguments<T>
    where T : unmanaged
{
    public int Function { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Output { get; init; }

    public Operand<T> Slope { get; init; }

    public int HasSlope { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

/// <summary>The activations themselves, and their slopes.</summary>
internal static class ExactActivationKernel
{
    [DeviceKernel]
    public static void Run<T, R, S>(Frame frame, ExactActivationArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var input = a.Input.Of(work);
        var output = a.Output.Of(work);
        var slope = a.Slope.Of(work);
        for (var i = work.First<S>(); i < a.Length; i += work.Step<S>())
        {
            var (value, steepness) = Evaluate<T, R>(a.Function, input[i]);
            output[i] = value;
            if (a.HasSlope != 0)
            {
                slope[i] = steepness;
            }
        }
    }

    private static (T Value, T Slope) Evaluate<T, R>(int function, T x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
    {
        if (function == (int)ActivationFunction.Relu)
        {
            return (Reduction.Larger(x, T.Zero), x > T.Zero ? T.One : T.Zero);
        }

        if (function == (int)ActivationFunction.Gelu)
        {
            var wide = R.Wide(x);
            var distribution = 0.5 * (1 + DeviceErrorFunction.Of(wide * 0.70710678118654752440));
            var density = Double64.Exp(-0.5 * wide * wide) * 0.39894228040143267794;
            return (R.Of(wide * distribution), R.Of(distribution + (wide * density)));
        }

        var tanh = function == (int)ActivationFunction.Tanh;
        var sigmoid = T.One / (T.One + R.Exp(tanh ? -(x + x) : -x));
        var slope = sigmoid * (T.One - sigmoid);
        if (tanh)
        {
            return (sigmoid + sigmoid - T.One, R.Of(4) * slope);
        }

        return function == (int)ActivationFunction.Silu ? (x * sigmoid, (x * slope) + sigmoid) : (sigmoid, slope);
    }
}
