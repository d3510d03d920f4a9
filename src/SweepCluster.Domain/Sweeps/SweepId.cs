namespace SweepCluster.Domain.Sweeps;

/// <summary>Names a submitted sweep for good: its name and a hash of its resolved file.</summary>
public readonly record struct SweepId(string Text)
{
    public override string ToString() => Text;
}
