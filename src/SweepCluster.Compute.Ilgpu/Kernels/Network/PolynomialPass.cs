using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

/// <summary>
/// One group's pass over all inputs of a member's activation: value and slope of each, and what is summed up on the
/// way. Each thread has its own and gives its sums to the group's at the end.
/// </summary>
internal struct PolynomialPass<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private ArrayView<T> _coefficients;
    private BoundaryPenalty<T> _penalty;
    private int _isEven;
    private int _terms;
    private T _inverse;
    private T _loss;
    private T _largest;

    /// <summary>B.</summary>
    public T Range { get; private set; }

    public static PolynomialPass<T> Begin(PolynomialArguments<T> a, Work work)
    {
        var range = a.Range.Of(work)[0];
        return new PolynomialPass<T>
        {
            Range = range,
            _inverse = T.One / range,
            _coefficients = a.Coefficients.Of(work),
            _terms = a.Terms.Of(work)[0],
            _isEven = a.Basis == (int)PolynomialBasis.HalfPlusEven ? 1 : 0,
            _penalty = new BoundaryPenalty<T>(a.BoundaryKind.Of(work)[0], a.Threshold.Of(work)[0]),
            _loss = T.Zero,
            _largest = T.Zero,
        };
    }

    /// <summary>p(x) and p′(x), by Clenshaw's recurrence.</summary>
    public (T Value, T Slope) Apply<R>(T x)
        where R : struct, IReal<T>
    {
        var magnitude = x < T.Zero ? -x : x;
        _loss += _penalty.Of<R>(magnitude);

        // An input that is not finite is out of any range.
        _largest = Reduction.Larger(_largest, R.IsFinite(magnitude) ? magnitude : R.Of(double.PositiveInfinity));
        var even = _isEven != 0;
        var t = x * _inverse;
        var w = even ? (R.Of(2) * (t * t)) - T.One : t;
        var w2 = w + w;
        var (b1, b2, g1, g2) = (T.Zero, T.Zero, T.Zero, T.Zero);
        for (var k = _terms - 1; k > 0; k--)
        {
            var c = _coefficients[k];
            (b1, b2) = ((w2 * b1) + (c - b2), b1);
            (g1, g2) = ((w2 * g1) + ((c * R.Of(k)) - g2), g1);
        }

        var half = even ? R.Of(0.5) : T.Zero;
        return (Range * ((t * half) + ((w * b1) + (_coefficients[0] - b2))), even ? (R.Of(4) * t * g1) + half : g1);
    }

    /// <summary>Writes the member's mean boundary loss over so many inputs, and how far they reached.</summary>
    public void End<R, S>(PolynomialArguments<T> a, Work work, ArrayView<T> shared, int inputs)
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var loss = Reduction.Sum<T, S>(shared, _loss);
        var largest = Reduction.Largest<T, S>(shared, _largest);
        if (Group.IdxX == 0)
        {
            a.Loss.Of(work)[0] = loss / R.Of(inputs);
            var reached = a.Reached.Of(work);
            reached[0] = Reduction.Larger(reached[0], largest * _inverse);
        }
    }
}
