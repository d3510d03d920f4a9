namespace SweepCluster.Domain.Map;

/// <summary>What was counted at every scale in every tile of a grid.</summary>
/// <param name="Hits">[tile][scale].</param>
/// <param name="Chances">[tile][scale]: of how many.</param>
internal sealed record ScalingCounts(double[][] Hits, double[][] Chances)
{
    public int Tiles => Hits.Length;
}
