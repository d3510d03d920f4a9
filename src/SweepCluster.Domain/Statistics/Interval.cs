namespace SweepCluster.Domain.Statistics;

/// <summary>A closed interval of real numbers.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public double Width => Upper - Lower;

    public bool Contains(double value) => value >= Lower && value <= Upper;
}
