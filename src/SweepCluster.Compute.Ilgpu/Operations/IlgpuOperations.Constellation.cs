using SweepCluster.Compute.Ilgpu.Kernels.Cascade;

namespace SweepCluster.Compute.Ilgpu;

internal sealed partial class IlgpuOperations<T, R, S>
{
    public void OctahedronBasis(DeviceArray<T> x, DeviceArray<OctahedronCoefficients<T>> coefficients, DeviceArray<T> h)
    {
        if (h.Columns != (2 * x.Columns) + 1 || h.Rows != x.Rows)
        {
            throw new ArgumentException($"The octahedral basis of {x} does not fit {h}.", nameof(h));
        }

        Launch(_kernels.Cascade.Basis, (long)h.Matrices * h.Rows, Octahedron(x, coefficients, h, h.Matrices, x.Rows, x.Columns));
    }

    public void OctahedronMultipliers(DeviceArray<T> y, DeviceArray<OctahedronCoefficients<T>> coefficients, DeviceArray<T> multipliers)
    {
        if (multipliers.Rows != y.Rows || multipliers.Columns != y.Columns || y.Rows % 2 == 0)
        {
            throw new ArgumentException($"The multipliers {multipliers} do not fit the values {y} at an octahedron.", nameof(multipliers));
        }

        Launch(_kernels.Cascade.Multipliers, (long)y.Matrices * ColumnGroups(y.Columns), Octahedron(y, coefficients, multipliers, y.Matrices, y.Columns, y.Rows / 2));
    }

    public void OctahedronGradient(
        DeviceArray<T> x,
        DeviceArray<OctahedronCoefficients<T>> coefficients,
        DeviceArray<T> weights,
        DeviceArray<T> gradient)
    {
        if (weights.Columns != (2 * x.Columns) + 1 || gradient.Columns != x.Columns || weights.Rows != x.Rows || gradient.Rows != x.Rows)
        {
            throw new ArgumentException($"The gradient {gradient} and weights {weights} do not fit {x}.", nameof(gradient));
        }

        Launch(_kernels.Cascade.OctahedronGradient, (long)weights.Matrices * x.Rows, Octahedron(x, coefficients, weights, weights.Matrices, x.Rows, x.Columns) with { Gradient = Operand(gradient) });
    }

    public void SquaredDistances(DeviceArray<T> x, DeviceArray<T> transposedPoints, DeviceArray<T> distances)
    {
        if (transposedPoints.Rows != x.Columns || distances.Columns != transposedPoints.Columns || distances.Rows != x.Rows)
        {
            throw new ArgumentException($"Distances {distances} do not fit {x} and points {transposedPoints}.", nameof(distances));
        }

        var arguments = Constellation(distances) with { X = Operand(x), Points = Operand(transposedPoints), Dimension = x.Columns };
        Launch(_kernels.Cascade.Distances, (long)distances.Matrices * arguments.Parts, arguments);
    }

    public void PolyharmonicKernel(DeviceArray<T> distances, DeviceArray<T> b, DeviceArray<T> values)
    {
        if (values.Columns != distances.Columns || values.Rows != distances.Rows)
        {
            throw new ArgumentException($"Kernel values {values} do not fit distances {distances}.", nameof(values));
        }

        var arguments = Constellation(distances) with { B = Operand(b), Values = Operand(values) };
        Launch(_kernels.Cascade.Values, (long)distances.Matrices * arguments.Parts, arguments);
    }

    public void PolyharmonicGradient(
        DeviceArray<T> x,
        DeviceArray<T> distances,
        DeviceArray<T> b,
        DeviceArray<T> weights,
        DeviceArray<T> gradient)
    {
        if (weights.Columns != distances.Columns || gradient.Columns != x.Columns || weights.Rows != x.Rows || gradient.Rows != x.Rows)
        {
            throw new ArgumentException($"The gradient {gradient} and weights {weights} do not fit {x}.", nameof(gradient));
        }

        Launch(_kernels.Cascade.Gradient, (long)weights.Matrices * x.Rows, Constellation(distances) with
        {
            X = Operand(x),
            Dimension = x.Columns,
            B = Operand(b),
            Values = Operand(weights),
            Gradient = Operand(gradient),
            Matrices = weights.Matrices,
        });
    }

    private static OctahedronArguments<T> Octahedron(
        DeviceArray<T> x, DeviceArray<OctahedronCoefficients<T>> coefficients, DeviceArray<T> points, int matrices, int rows, int dimension) => new()
        {
            X = Operand(x),
            Coefficients = Operand(coefficients),
            Points = Operand(points),
            Gradient = Operand(points),
            Matrices = matrices,
            Rows = rows,
            Dimension = dimension,
        };

    // Arrays that a kernel does not use are named too, because kernels take no null.
    private static ConstellationArguments<T> Constellation(DeviceArray<T> distances)
    {
        var any = Operand(distances);
        return new ConstellationArguments<T>
        {
            X = any,
            Points = any,
            Distances = any,
            B = any,
            Values = any,
            Gradient = any,
            Matrices = distances.Matrices,
            Rows = distances.Rows,
            Count = distances.Columns,
            Parts = PartsOf((long)distances.Rows * distances.Columns),
        };
    }
}
