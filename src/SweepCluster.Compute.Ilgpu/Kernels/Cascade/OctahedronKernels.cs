using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Cascade;

internal readonly struct OctahedronArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The inputs, or the values Y.</summary>
    public Operand<T> X { get; init; }

    public Operand<OctahedronCoefficients<T>> Coefficients { get; init; }

    /// <summary>H, the multipliers or the weights, one value for each point.</summary>
    public Operand<T> Points { get; init; }

    public Operand<T> Gradient { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }

    /// <summary>n.</summary>
    public int Dimension { get; init; }
}

/// <summary>The octahedron's closed forms: distances, kernel and the product with U in one pass.</summary>
internal static class OctahedronKernels
{
    /// <summary>H, one group for each row.</summary>
    [DeviceKernel]
    public static void Basis<T, R, S>(Frame frame, OctahedronArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.Take(a.Rows, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var n = a.Dimension;
        var row = work.Part;
        var x = a.X.Of(work).SubView((long)row * n);
        var h = a.Points.Of(work).SubView((long)row * ((2 * n) + 1));
        var c = a.Coefficients.Of(work)[0];
        var m0 = SquaredNorm<T, S>(shared, x, n);
        var m1 = m0 + T.One;
        var sum = T.Zero;
        for (var j = Group.IdxX; j < n; j += S.Edge * S.Edge)
        {
            var twice = x[j] + x[j];
            var minus = Distance.Kappa<T, R>(m1 + twice);
            var plus = Distance.Kappa<T, R>(m1 - twice);
            h[1 + j] = minus;
            h[1 + n + j] = plus;
            sum += minus + plus;
        }

        sum = Reduction.Sum<T, S>(shared, sum);
        var kappa0 = Distance.Kappa<T, R>(m0);
        var common = (c.PairCentre * kappa0) + (c.PairSum * sum) + (c.PairDistance * m0);
        if (Group.IdxX == 0)
        {
            h[0] = T.One + (c.Centre * kappa0) - (c.CentreSum * sum) + (c.CentreDistance * m0);
        }

        for (var j = Group.IdxX; j < n; j += S.Edge * S.Edge)
        {
            var (minus, plus) = (h[1 + j], h[1 + n + j]);
            var even = (c.Pair * (plus + minus)) - common;
            var difference = (c.OddInput * x[j]) + (c.Odd * (plus - minus));
            h[1 + j] = even - difference;
            h[1 + n + j] = even + difference;
        }
    }

    /// <summary>Λ = U Y, one group for each edge's worth of columns; Rows is Y's width here.</summary>
    [DeviceKernel]
    public static void Multipliers<T, S>(Frame frame, OctahedronArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var width = a.Rows;
        var work = frame.TakeColumns<S>(width, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var n = a.Dimension;
        var column = work.Column<S>();
        var first = 1 + InGroup.Row<S>();
        var last = column < width ? 2 * n : 0;
        var y = a.X.Of(work);
        var multipliers = a.Points.Of(work);
        var c = a.Coefficients.Of(work)[0];
        var sum = T.Zero;
        for (var row = first; row <= last; row += S.Edge)
        {
            sum += y[((long)row * width) + column];
        }

        sum = Reduction.ColumnSum<T, S>(shared, sum);
        if (last == 0)
        {
            return;
        }

        var centre = y[column];
        for (var row = first; row <= last; row += S.Edge)
        {
            var opposite = row <= n ? row + n : row - n;
            multipliers[((long)row * width) + column] = (c.CentreToPoint * centre) + (c.Same * y[((long)row * width) + column])
                + (c.Opposite * y[((long)opposite * width) + column]) + (c.All * sum);
        }

        if (first == 1)
        {
            multipliers[column] = (c.Centre * centre) + (c.CentreToPoint * sum);
        }
    }

    /// <summary>Ψ in place of the weights, and X ∘ (Ψ 1) + Ψ₋ − Ψ₊; one group for each row.</summary>
    [DeviceKernel]
    public static void Gradient<T, R, S>(Frame frame, OctahedronArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<T>(Reduction.SharedLength);
        var work = frame.Take(a.Rows, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var n = a.Dimension;
        var row = work.Part;
        var x = a.X.Of(work).SubView((long)row * n);
        var weights = a.Points.Of(work).SubView((long)row * ((2 * n) + 1));
        var gradient = a.Gradient.Of(work).SubView((long)row * n);
        var offset = a.Coefficients.Of(work)[0].ThetaOffset;
        var m0 = SquaredNorm<T, S>(shared, x, n);
        var m1 = m0 + T.One;
        var sum = T.Zero;
        for (var j = Group.IdxX; j < n; j += S.Edge * S.Edge)
        {
            var twice = x[j] + x[j];
            var minus = weights[1 + j] * (Distance.Log<T, R>(m1 + twice) + offset);
            var plus = weights[1 + n + j] * (Distance.Log<T, R>(m1 - twice) + offset);
            weights[1 + j] = minus;
            weights[1 + n + j] = plus;
            sum += minus + plus;
        }

        if (Group.IdxX == 0)
        {
            var centre = weights[0] * (Distance.Log<T, R>(m0) + offset);
            weights[0] = centre;
            sum += centre;
        }

        sum = Reduction.Sum<T, S>(shared, sum);
        for (var j = Group.IdxX; j < n; j += S.Edge * S.Edge)
        {
            gradient[j] = (x[j] * sum) + (weights[1 + j] - weights[1 + n + j]);
        }
    }

    private static T SquaredNorm<T, S>(ArrayView<T> shared, ArrayView<T> x, int n)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var sum = T.Zero;
        for (var j = Group.IdxX; j < n; j += S.Edge * S.Edge)
        {
            sum += x[j] * x[j];
        }

        return Reduction.Sum<T, S>(shared, sum);
    }
}
