using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct ActivationArguments<T>
    where T : unmanaged
{
    public int Basis { get; init; }

    public Operand<T> Range { get; init; }

    public Operand<int> Terms { get; init; }

    public Operand<T> Coefficients { get; init; }

    public Operand<int> BoundaryKind { get; init; }

    public Operand<T> Threshold { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Output { get; init; }

    public Operand<T> Slope { get; init; }

    public int HasSlope { get; init; }

    public Operand<T> Loss { get; init; }

    public Operand<T> Reached { get; init; }

    public Operand<int> Escaped { get; init; }

    public int HasEscaped { get; init; }

    public int Length { get; init; }

    public int Columns { get; init; }
}

internal readonly struct ActivationBackwardArguments<T>
    where T : unmanaged
{
    public Operand<int> BoundaryKind { get; init; }

    public Operand<T> Threshold { get; init; }

    public Operand<T> Weight { get; init; }

    public int HasBoundary { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Slope { get; init; }

    public Operand<T> Gradient { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

internal readonly struct CoefficientArguments<T>
    where T : unmanaged
{
    public int Basis { get; init; }

    public Operand<T> Range { get; init; }

    public Operand<int> Terms { get; init; }

    public Operand<T> Input { get; init; }

    public Operand<T> Upstream { get; init; }

    public Operand<T> Gradient { get; init; }

    public int Length { get; init; }

    public int MostTerms { get; init; }
}

/// <summary>Polynomial, slope, boundary loss, reach and escapes in one pass over a layer's inputs, and the way back.</summary>
internal static class ActivationKernels
{
    /// <summary>One group for each member.</summary>
    [DeviceKernel]
    public static void Forward<T, R, S>(Frame frame, ActivationArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var member = frame.Member(Grid.IdxX);
        if (member == Frame.Retired)
        {
            return;
        }

        var range = a.Range.Of(member)[0];
        var inverse = T.One / range;
        var terms = a.Terms.Of(member)[0];
        var kind = a.BoundaryKind.Of(member)[0];
        var threshold = a.Threshold.Of(member)[0];
        var coefficients = a.Coefficients.Of(member);
        var input = a.Input.Of(member);
        var output = a.Output.Of(member);
        var slope = a.Slope.Of(member);
        var escaped = a.Escaped.Of(member);
        var (loss, largest) = (T.Zero, T.Zero);
        for (var i = Group.IdxX; i < a.Length; i += S.Edge * S.Edge)
        {
            var x = input[i];
            var magnitude = x < T.Zero ? -x : x;
            if (a.HasEscaped != 0 && !(magnitude <= range))
            {
                escaped[i / a.Columns] = 1;
            }

            if (kind != (int)BoundaryKind.Off && magnitude > threshold)
            {
                loss += Penalty<T, R>(kind, magnitude - threshold);
            }

            // An input that is not finite is out of any range.
            largest = Reduction.Larger(largest, R.IsFinite(magnitude) ? magnitude : R.Of(double.PositiveInfinity));
            var t = x * inverse;
            var even = a.Basis == (int)PolynomialBasis.HalfPlusEven;
            var w = even ? (R.Of(2) * (t * t)) - T.One : t;
            var w2 = w + w;
            var (b1, b2, g1, g2) = (T.Zero, T.Zero, T.Zero, T.Zero);
            for (var k = terms - 1; k > 0; k--)
            {
                var c = coefficients[k];
                (b1, b2) = ((w2 * b1) + (c - b2), b1);
                (g1, g2) = ((w2 * g1) + ((c * R.Of(k)) - g2), g1);
            }

            var half = even ? R.Of(0.5) : T.Zero;
            output[i] = range * ((t * half) + ((w * b1) + (coefficients[0] - b2)));
            if (a.HasSlope != 0)
            {
                slope[i] = even ? (R.Of(4) * t * g1) + half : g1;
            }
        }

        loss = Reduction.Sum<T, S>(shared, loss);
        largest = Reduction.Largest<T, S>(shared, largest);
        if (Group.IdxX == 0)
        {
            a.Loss.Of(member)[0] = loss / R.Of(a.Length);
            var reached = a.Reached.Of(member);
            reached[0] = Reduction.Larger(reached[0], largest * inverse);
        }
    }

    /// <summary>Elements of a member are shared out over several groups.</summary>
    [DeviceKernel]
    public static void Backward<T, R, S>(Frame frame, ActivationBackwardArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var member = frame.Member(Grid.IdxX / a.Parts);
        if (member == Frame.Retired)
        {
            return;
        }

        var (kind, threshold, weight) = ((int)BoundaryKind.Off, T.Zero, T.Zero);
        if (a.HasBoundary != 0)
        {
            kind = a.BoundaryKind.Of(member)[0];
            threshold = a.Threshold.Of(member)[0];
            weight = a.Weight.Of(member)[0] / R.Of(a.Length);
        }

        var input = a.Input.Of(member);
        var slope = a.Slope.Of(member);
        var gradient = a.Gradient.Of(member);
        for (var i = Run.First<S>(a.Parts); i < a.Length; i += Run.Step<S>(a.Parts))
        {
            var result = gradient[i] * slope[i];
            if (kind != (int)BoundaryKind.Off)
            {
                var x = input[i];
                var magnitude = x < T.Zero ? -x : x;
                if (magnitude > threshold)
                {
                    var steepness = weight * PenaltySlope<T, R>(kind, magnitude - threshold);
                    result += x > T.Zero ? steepness : -steepness;
                }
            }

            gradient[i] = result;
        }
    }

    /// <summary>One group for each coefficient of each member.</summary>
    [DeviceKernel]
    public static void Coefficients<T, R, S>(Frame frame, CoefficientArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var member = frame.Member(Grid.IdxX / a.MostTerms);
        var order = Grid.IdxX % a.MostTerms;
        if (member == Frame.Retired || order >= a.Terms.Of(member)[0])
        {
            return;
        }

        var range = a.Range.Of(member)[0];
        var inverse = T.One / range;
        var input = a.Input.Of(member);
        var upstream = a.Upstream.Of(member);
        var sum = T.Zero;
        for (var i = Group.IdxX; i < a.Length; i += S.Edge * S.Edge)
        {
            var t = input[i] * inverse;
            var w = a.Basis == (int)PolynomialBasis.HalfPlusEven ? (R.Of(2) * (t * t)) - T.One : t;
            var (previous, current) = (w, T.One);
            for (var k = 0; k < order; k++)
            {
                (previous, current) = (current, ((w + w) * current) - previous);
            }

            sum += upstream[i] * current;
        }

        sum = Reduction.Sum<T, S>(shared, sum);
        if (Group.IdxX == 0)
        {
            a.Gradient.Of(member)[order] = sum * range;
        }
    }

    private static T Penalty<T, R>(int kind, T excess)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T> => kind == (int)BoundaryKind.Quadratic
            ? excess * excess
            : R.Exp(excess < R.ExponentCap ? excess : R.ExponentCap) - T.One;

    private static T PenaltySlope<T, R>(int kind, T excess)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T> => kind == (int)BoundaryKind.Quadratic
            ? excess + excess
            : R.Exp(excess < R.ExponentCap ? excess : R.ExponentCap);
}
