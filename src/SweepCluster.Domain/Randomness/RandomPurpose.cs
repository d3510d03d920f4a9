namespace SweepCluster.Domain.Randomness;

/// <summary>What a random number is drawn for; part of the counter, so no two uses ever share a number.</summary>
public enum RandomPurpose : uint
{
    Initialisation = 1,
    BatchOrder = 2,
    Dropout = 3,
    Constellation = 4,
    Dataset = 5,
    Split = 6,
    Planning = 7,
    Resampling = 8,
}
