using System.Numerics;
using System.Runtime.CompilerServices;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Cpu;

/// <summary>One member's polynomial activation and boundary loss over a run of elements, at any vector width.</summary>
internal unsafe struct PolynomialKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public PolynomialBasis Basis;
    public BoundaryKind Boundary;
    public int Terms;
    public T Range;
    public T InverseRange;
    public T Threshold;
    public T* Coefficients;
    public int* Escaped;
    public int Columns;

    /// <summary>Σ of the boundary loss so far.</summary>
    public T BoundarySum;

    /// <summary>Largest |x| so far; infinite once an x is not finite.</summary>
    public T Largest;

    // e^80 and e^700 still leave room for sums and for a small λ.
    public static T ExponentCap => T.CreateChecked(typeof(T) == typeof(float) ? 80 : 700);

    /// <summary>Value and slope in one Clenshaw pass, from element <paramref name="i"/> up to <paramref name="end"/>.</summary>
    public int Run<V, L>(T* x, T* value, T* slope, int i, int end)
        where V : struct
        where L : ILanes<V, T>
    {
        var even = Basis == PolynomialBasis.HalfPlusEven;
        var range = L.Broadcast(Range);
        var inverse = L.Broadcast(InverseRange);
        var half = L.Broadcast(even ? T.CreateChecked(0.5) : T.Zero);
        var one = L.Broadcast(T.One);
        var two = L.Broadcast(T.CreateChecked(2));
        var four = L.Broadcast(T.CreateChecked(4));
        var threshold = L.Broadcast(Threshold);
        var beyondRange = L.Broadcast(T.BitIncrement(Range));
        var first = L.Broadcast(Coefficients[0]);
        var (boundary, escaped, coefficients) = (Boundary, (nint)Escaped, (nint)Coefficients);
        var terms = Terms;
        var withSlope = slope != null;
        var steepness = stackalloc T[terms];
        for (var k = 1; k < terms; k++)
        {
            steepness[k] = Coefficients[k] * T.CreateTruncating(k);
        }

        var sum = L.Zero;
        var largest = L.Zero;
        var finite = L.Zero;
        for (; i + L.Width <= end; i += L.Width)
        {
            var input = L.Load(x + i);
            var magnitude = L.Abs(input);
            largest = L.Select(L.GreaterThan(magnitude, largest), magnitude, largest);
            finite = L.FusedMultiplyAdd(magnitude, L.Zero, finite);
            if (boundary != BoundaryKind.Off)
            {
                var beyond = L.GreaterThan(magnitude, threshold);
                if (L.AnySet(beyond))
                {
                    sum = L.Add(sum, L.Select(beyond, Penalty<V, L>(L.Subtract(magnitude, threshold)), L.Zero));
                }
            }

            if (escaped != 0)
            {
                var outside = L.Select(L.GreaterThan(beyondRange, magnitude), L.Zero, one);
                if (L.AnySet(outside))
                {
                    MarkRows(x, i, L.Width);
                }
            }

            var t = L.Multiply(input, inverse);
            var w = even ? L.Subtract(L.Multiply(two, L.Multiply(t, t)), one) : t;
            var w2 = L.Add(w, w);
            var (b1, b2, g1, g2) = (L.Zero, L.Zero, L.Zero, L.Zero);
            for (var k = terms - 1; k > 0; k--)
            {
                (b1, b2) = (L.FusedMultiplyAdd(w2, b1, L.Subtract(L.Broadcast(((T*)coefficients)[k]), b2)), b1);
                if (withSlope)
                {
                    (g1, g2) = (L.FusedMultiplyAdd(w2, g1, L.Subtract(L.Broadcast(steepness[k]), g2)), g1);
                }
            }

            var q = L.FusedMultiplyAdd(w, b1, L.Subtract(first, b2));
            L.Store(value + i, L.Multiply(range, L.FusedMultiplyAdd(t, half, q)));
            if (withSlope)
            {
                L.Store(slope + i, even ? L.FusedMultiplyAdd(L.Multiply(four, t), g1, half) : g1);
            }
        }

        BoundarySum += L.Sum(sum);
        Largest = T.IsFinite(L.Sum(finite)) ? T.Max(Largest, LargestLane<V, L>(largest)) : T.PositiveInfinity;
        return i;
    }

    /// <summary>∂L/∂x in place: gradient · slope + weight · ∂(boundary loss)/∂x.</summary>
    public readonly int RunBackward<V, L>(T* x, T* slope, T* gradient, T weight, int i, int end)
        where V : struct
        where L : ILanes<V, T>
    {
        var threshold = L.Broadcast(Threshold);
        var scale = L.Broadcast(weight);
        for (; i + L.Width <= end; i += L.Width)
        {
            var result = L.Multiply(L.Load(gradient + i), L.Load(slope + i));
            if (Boundary != BoundaryKind.Off)
            {
                var input = L.Load(x + i);
                var magnitude = L.Abs(input);
                var beyond = L.GreaterThan(magnitude, threshold);
                if (L.AnySet(beyond))
                {
                    var steepness = L.Multiply(scale, PenaltySlope<V, L>(L.Subtract(magnitude, threshold)));
                    var signed = L.Select(L.GreaterThan(input, L.Zero), steepness, L.Subtract(L.Zero, steepness));
                    result = L.Add(result, L.Select(beyond, signed, L.Zero));
                }
            }

            L.Store(gradient + i, result);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Penalty<V, L>(V excess)
        where V : struct
        where L : ILanes<V, T> => Boundary == BoundaryKind.Quadratic
            ? L.Multiply(excess, excess)
            : L.Subtract(VectorExponential<T, V, L>.Exp(L.Min(excess, L.Broadcast(ExponentCap))), L.Broadcast(T.One));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V PenaltySlope<V, L>(V excess)
        where V : struct
        where L : ILanes<V, T> => Boundary == BoundaryKind.Quadratic
            ? L.Add(excess, excess)
            : VectorExponential<T, V, L>.Exp(L.Min(excess, L.Broadcast(ExponentCap)));

    private readonly void MarkRows(T* x, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            if (!(T.Abs(x[i]) <= Range))
            {
                Escaped[i / Columns] = 1;
            }
        }
    }

    private static T LargestLane<V, L>(V lanes)
        where V : struct
        where L : ILanes<V, T>
    {
        var values = stackalloc T[L.Width];
        L.Store(values, lanes);
        var largest = values[0];
        for (var i = 1; i < L.Width; i++)
        {
            largest = T.Max(largest, values[i]);
        }

        return largest;
    }
}
