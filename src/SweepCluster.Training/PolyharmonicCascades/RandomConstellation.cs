using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>Points drawn uniformly in the unit ball, each trial its own.</summary>
/// <param name="layer">Counted from 0: every layer draws from a stream of its own.</param>
internal sealed class RandomConstellation<T>(IOperations<T> operations, LayerShape shape, int layer) : CascadeConstellation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DeviceArray<T> _points = operations.Allocate<T>(1, shape.Points, shape.Inputs);
    private readonly DeviceArray<T> _transposedPoints = operations.Allocate<T>(1, shape.Inputs, shape.Points);
    private readonly DeviceArray<T> _inverse = operations.Allocate<T>(1, shape.Points, shape.Points);
    private readonly DeviceArray<T> _constantRow = operations.Allocate<T>(1, 1, shape.Points);
    private readonly DeviceArray<T> _b = operations.Allocate<T>(1, 1, 1);

    public override bool Place(int member, PolyharmonicCascadeSettings settings, ulong key, Span<T> points)
    {
        var drawn = Draw(key);
        var inverse = ConstellationInverse.Of(drawn, shape.Inputs, settings.B, settings.C, settings.Sigma2);
        Convert(drawn, points);
        if (inverse is null)
        {
            return false;
        }

        _points.Upload(member, points);
        _transposedPoints.Upload(member, Transposed(points));
        _inverse.Upload(member, Convert(inverse.U, new T[inverse.U.Length]));
        _constantRow.Upload(member, Convert(inverse.ConstantRow, new T[shape.Points]));
        _b.Upload(member, [T.CreateChecked(settings.B)]);
        return true;
    }

    public override void Basis(DeviceArray<T> x, LayerActivations<T> activations)
    {
        operations.SquaredDistances(x, _transposedPoints, activations.Distances!);
        operations.PolyharmonicKernel(activations.Distances!, _b, activations.Kernel!);
        operations.Multiply(activations.Kernel!, false, _inverse, false, activations.Basis, bias: _constantRow);
    }

    public override void Multipliers(DeviceArray<T> y, DeviceArray<T> multipliers) =>
        operations.Multiply(_inverse, false, y, false, multipliers);

    public override void Gradient(DeviceArray<T> x, LayerActivations<T> activations, DeviceArray<T> gradient)
    {
        operations.PolyharmonicGradient(x, activations.Distances!, _b, activations.Kernel!, gradient);
        operations.Multiply(activations.Kernel!, false, _points, false, gradient, scale: -1, accumulate: true);
    }

    public override void Dispose()
    {
        _points.Dispose();
        _transposedPoints.Dispose();
        _inverse.Dispose();
        _constantRow.Dispose();
        _b.Dispose();
    }

    // A normal direction, and a radius whose n-th power is uniform.
    private double[] Draw(ulong key)
    {
        var random = new RandomStream(key, RandomPurpose.Constellation, (uint)layer);
        var points = new double[shape.Points * shape.Inputs];
        for (var point = 0; point < shape.Points; point++)
        {
            var coordinates = points.AsSpan(point * shape.Inputs, shape.Inputs);
            var squares = 0.0;
            foreach (ref var coordinate in coordinates)
            {
                coordinate = random.NextNormal();
                squares += coordinate * coordinate;
            }

            var scale = Math.Pow(random.NextDouble(), 1.0 / shape.Inputs) / Math.Sqrt(squares);
            foreach (ref var coordinate in coordinates)
            {
                coordinate *= scale;
            }
        }

        return points;
    }

    private T[] Transposed(ReadOnlySpan<T> points)
    {
        var transposed = new T[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            transposed[(i % shape.Inputs * shape.Points) + (i / shape.Inputs)] = points[i];
        }

        return transposed;
    }

    private static Span<T> Convert(ReadOnlySpan<double> from, Span<T> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = T.CreateChecked(from[i]);
        }

        return to;
    }
}
