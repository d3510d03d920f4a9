using System.Collections.Immutable;

namespace SweepCluster.Domain.Sweeps;

/// <summary>How features are scaled; statistics come from the training split alone.</summary>
public enum Normalisation
{
    None,

    /// <summary>x/(max − min) − mean(x/(max − min)) per feature; constant features become 0. The cascade's default.</summary>
    Range,

    /// <summary>(x − mean)/standard deviation per feature; constant features become 0.</summary>
    Standard,

    /// <summary>One mean and one standard deviation over all features. The polynomial network's default.</summary>
    Global,
}

/// <summary>The data that a sweep trains on, by name: a generator, a known data set, or a file.</summary>
public sealed record DatasetReference
{
    /// <summary>For example <c>spirals</c>, <c>mnist</c>, or a name of the user's own when <see cref="Path"/> is given.</summary>
    public required string Name { get; init; }

    /// <summary>File or folder; null to look in <c>$SWEEP_DATA/NAME</c> and <c>./data/NAME</c>, or to generate.</summary>
    public string? Path { get; init; }

    /// <summary>Training samples to keep; null for all.</summary>
    public int? Train { get; init; }

    /// <summary>Samples held out of the training data for validation; null for the data set's default.</summary>
    public int? Validation { get; init; }

    /// <summary>Test samples to keep; null for all.</summary>
    public int? Test { get; init; }

    public required Normalisation Normalise { get; init; }

    /// <summary>Seed of generation, subsampling and splits. Not the sweep's: all trials see the same data.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The label column of a CSV file: a header's name, or a number counted from 0; null for the last.</summary>
    public string? Label { get; init; }

    /// <summary>A generator's own settings, such as <c>noise</c>, by name.</summary>
    public ImmutableSortedDictionary<string, double> Options { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    public bool Equals(DatasetReference? other) => other is not null && Name == other.Name && Path == other.Path
        && Train == other.Train && Validation == other.Validation && Test == other.Test && Normalise == other.Normalise
        && Seed == other.Seed && Label == other.Label && Options.SequenceEqual(other.Options);

    public override int GetHashCode() => HashCode.Combine(Name, Path, Train, Validation, Test, Normalise, Seed, Options.Count);
}
