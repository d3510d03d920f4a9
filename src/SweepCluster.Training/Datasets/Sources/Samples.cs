namespace SweepCluster.Training.Datasets.Sources;

/// <summary>Samples as read or generated, before choice and normalisation. Either labels or targets are given.</summary>
internal sealed record Samples
{
    public required FeatureRows Rows { get; init; }

    /// <summary>Class of each sample; empty for a regression.</summary>
    public int[] Labels { get; init; } = [];

    /// <summary>[count, outputs], as given; empty for classes.</summary>
    public float[] Targets { get; init; } = [];

    public int Count => Rows.Count;
}

/// <summary>
/// What a source holds. Splits that it does not hold are taken from <see cref="Train"/>.
/// </summary>
/// <param name="Origin">File, folder or generator, for messages.</param>
/// <param name="Classes">0 for a regression.</param>
/// <param name="Outputs">Real targets per sample; 0 for classes.</param>
internal sealed record SampleSource(string Origin, int Classes, int Outputs, Samples Train, Samples? Validation = null, Samples? Test = null);
