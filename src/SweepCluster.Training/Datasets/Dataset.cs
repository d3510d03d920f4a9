namespace SweepCluster.Training.Datasets;

/// <summary>Samples of one split. Exactly one of <see cref="Labels"/> and <see cref="Targets"/> is used.</summary>
public sealed record DataSplit
{
    public required int Count { get; init; }

    /// <summary>[count, features], row-major, normalised.</summary>
    public required float[] Features { get; init; }

    /// <summary>Class of each sample, 0 … classes − 1; empty for a regression.</summary>
    public int[] Labels { get; init; } = [];

    /// <summary>[count, outputs], row-major; standardised by the training split; empty for classes.</summary>
    public float[] Targets { get; init; } = [];
}

/// <summary>A data set in memory: three splits that share no sample.</summary>
public sealed record Dataset
{
    public required string Name { get; init; }

    public required int Features { get; init; }

    /// <summary>Number of classes; 0 for a regression.</summary>
    public required int Classes { get; init; }

    /// <summary>Real targets per sample; 0 for classes.</summary>
    public int Targets { get; init; }

    public bool IsRegression => Classes == 0;

    public required DataSplit Train { get; init; }

    public required DataSplit Validation { get; init; }

    public required DataSplit Test { get; init; }
}
