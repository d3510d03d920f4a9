using System.Numerics;
using SweepCluster.Compute;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>{0, −e_j, +e_j}: all in closed form.</summary>
internal sealed class OctahedralConstellation<T>(IOperations<T> operations, LayerShape shape) : CascadeConstellation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DeviceArray<OctahedronCoefficients<T>> _coefficients = operations.Allocate<OctahedronCoefficients<T>>(1, 1, 1);

    public override bool Place(int member, PolyharmonicCascadeSettings settings, ulong key, Span<T> points)
    {
        var coefficients = new OctahedronCoefficients<T>(shape.Inputs, settings.B, settings.C);
        _coefficients.Upload(member, new ReadOnlySpan<OctahedronCoefficients<T>>(in coefficients));
        points.Clear();
        for (var j = 0; j < shape.Inputs; j++)
        {
            points[((j + 1) * shape.Inputs) + j] = -T.One;
            points[((j + 1 + shape.Inputs) * shape.Inputs) + j] = T.One;
        }

        return true;
    }

    public override void Basis(DeviceArray<T> x, LayerActivations<T> activations) =>
        operations.OctahedronBasis(x, _coefficients, activations.Basis);

    public override void Multipliers(DeviceArray<T> y, DeviceArray<T> multipliers) =>
        operations.OctahedronMultipliers(y, _coefficients, multipliers);

    public override void Gradient(DeviceArray<T> x, LayerActivations<T> activations, DeviceArray<T> gradient) =>
        operations.OctahedronGradient(x, _coefficients, activations.Kernel!, gradient);

    public override void Dispose() => _coefficients.Dispose();
}
