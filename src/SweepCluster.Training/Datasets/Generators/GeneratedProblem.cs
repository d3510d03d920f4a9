using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>A generator with its settings fixed: draws one sample at a time, from any thread.</summary>
internal abstract class GeneratedProblem(int features, int classes, int outputs)
{
    public int Features { get; } = features;

    /// <summary>0 for a regression.</summary>
    public int Classes { get; } = classes;

    /// <summary>0 for classes.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Writes the features of sample <paramref name="index"/> and returns its class.</summary>
    public virtual int DrawLabelled(int index, ref RandomStream random, Span<float> features) =>
        throw new NotSupportedException("This problem has no classes.");

    /// <summary>Writes features and targets of one sample.</summary>
    public virtual void DrawTargets(ref RandomStream random, Span<float> features, Span<float> targets) =>
        throw new NotSupportedException("This problem has no real targets.");
}
