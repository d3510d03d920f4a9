using System.Collections.Immutable;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <param name="Inputs">n_{τ−1}, the dimension of the constellation.</param>
/// <param name="Width">n_τ, values per point.</param>
/// <param name="Points">k_τ.</param>
internal readonly record struct LayerShape(int Inputs, int Width, int Points);

/// <summary>The sizes of all arrays of a cascade, one cascade per model output.</summary>
/// <param name="Outputs">O: the classes, or 1 for two of them, or the targets of a regression.</param>
/// <param name="Batch">r.</param>
/// <param name="Layers">The last has width 1.</param>
internal sealed record CascadeShape(int Outputs, int Batch, ConstellationKind Constellation, ImmutableArray<LayerShape> Layers)
{
    public int Features => Layers[0].Inputs;

    /// <summary>Trainable values of one member: Σ_τ O k_τ n_τ.</summary>
    public long Parameters => Layers.Sum(layer => (long)Outputs * layer.Points * layer.Width);

    public static CascadeShape Of(PolyharmonicCascadeSettings settings, Dataset dataset) =>
        Of(settings, dataset.Features, OutputsFor(dataset));

    public static CascadeShape Of(PolyharmonicCascadeSettings settings, int features, int outputs)
    {
        var inputs = features;
        var layers = ImmutableArray.CreateBuilder<LayerShape>();
        foreach (var width in settings.Hidden.Append(1))
        {
            var points = settings.Constellation == ConstellationKind.Octahedron ? (2 * inputs) + 1 : settings.ConstellationSize;
            layers.Add(new LayerShape(inputs, width, points));
            inputs = width;
        }

        return new CascadeShape(outputs, settings.Batch, settings.Constellation, layers.ToImmutable());
    }

    /// <summary>Matrices that layer τ's X and H need: the first layer's serve all outputs.</summary>
    public int BasesOf(int layer) => layer == 0 ? 1 : Outputs;

    // The two cascades of a binary problem would learn the same function with opposite signs.
    private static int OutputsFor(Dataset dataset) =>
        dataset.IsRegression ? dataset.Targets : dataset.Classes == 2 ? 1 : dataset.Classes;
}
