using SweepCluster.Compute;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>Memory and work of one member, from its shape.</summary>
internal static class CascadeCost
{
    /// <summary>
    /// Work: Σ_τ [bases (r² k + 20 r k) + O (r² n + 6 r k n)] + O r³/3, with each symmetric product at half its size;
    /// random constellations add the products with U and the distances.
    /// </summary>
    public static MemberCost Of(CascadeShape shape, int elementBytes)
    {
        double r = shape.Batch;
        double outputs = shape.Outputs;
        var flops = outputs * r * r * r / 3;
        for (var layer = 0; layer < shape.Layers.Length; layer++)
        {
            var (inputs, width, points) = shape.Layers[layer];
            flops += shape.BasesOf(layer) * ((r * r * points) + (20 * r * points));
            flops += outputs * ((r * r * width) + (6 * r * points * width));
            if (shape.Constellation == ConstellationKind.Random)
            {
                flops += shape.BasesOf(layer) * r * points * ((2.0 * points) + (5.0 * inputs));
            }
        }

        return new MemberCost(checked(elementBytes * Elements(shape)), flops);
    }

    /// <summary>Elements of the largest array of one member.</summary>
    public static long LargestArray(CascadeShape shape) =>
        Math.Max(
            Math.Max((long)shape.Outputs * shape.Batch * shape.Batch, shape.Parameters),
            Math.Max((long)shape.Batch * shape.Features, shape.Layers.Select((layer, i) => (long)shape.BasesOf(i) * shape.Batch * layer.Points).Max()));

    /// <summary>Elements of the buffer that holds K going forward and G Λᵀ going back.</summary>
    public static long KernelElements(CascadeShape shape) =>
        shape.Layers.Select((layer, i) => i == 0 && shape.Constellation == ConstellationKind.Octahedron
            ? 0
            : (long)shape.BasesOf(i) * shape.Batch * layer.Points).Max();

    /// <summary>Elements of the buffer that holds Λ of one layer.</summary>
    public static long MultiplierElements(CascadeShape shape) =>
        shape.Layers.Skip(1).Select(layer => (long)shape.Outputs * layer.Points * layer.Width).DefaultIfEmpty().Max();

    private static long Elements(CascadeShape shape)
    {
        long r = shape.Batch;
        var elements = shape.Parameters + MultiplierElements(shape) + KernelElements(shape)
            + (r * (shape.Features + shape.Outputs + 1)) + (shape.Outputs * ((r * r) + (2 * r)));
        for (var layer = 0; layer < shape.Layers.Length; layer++)
        {
            var (inputs, width, points) = shape.Layers[layer];
            elements += (shape.BasesOf(layer) * r * points) + (shape.Outputs * r * 2 * width);
            if (shape.Constellation == ConstellationKind.Random)
            {
                elements += (shape.BasesOf(layer) * r * points) + ((long)points * (points + (2 * inputs) + 1));
            }
        }

        return elements;
    }
}
