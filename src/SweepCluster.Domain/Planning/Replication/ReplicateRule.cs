using SweepCluster.Domain.Statistics;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning.Replication;

/// <summary>How many replicates a cell gets.</summary>
public abstract record ReplicateRule
{
    /// <summary>
    /// How many replicates the cell should have in all, when all that were asked so far are in. The cell is decided
    /// when that is how many it has.
    /// </summary>
    /// <param name="stable">Replicates that were stable.</param>
    /// <param name="finished">Replicates in all.</param>
    public abstract int Wanted(int stable, int finished);

    /// <summary>The P(stable) about which a cell says least: the nearer a cell is, the sooner it gets its further replicates.</summary>
    public virtual double MostAmbiguous => 0.5;

    public static ReplicateRule Of(Sweep sweep) => sweep.Replicates is { IsSequential: true } replicates
        ? new Sequential(replicates.Least, replicates.Most, replicates.Threshold, 1 - replicates.Confidence)
        : new Fixed(sweep.Replicates.Least);

    /// <summary>The same number for every cell.</summary>
    public sealed record Fixed(int Count) : ReplicateRule
    {
        public override int Wanted(int stable, int finished) => Count;
    }

    /// <summary>
    /// Stops a cell as soon as it is clear on which side of the threshold P(stable) lies: when the interval of
    /// <see cref="ConfidenceSequence"/>, which may be looked at any number of times, leaves the threshold out.
    /// </summary>
    /// <param name="Least">Replicates that every cell gets.</param>
    /// <param name="Most">Replicates after which a cell stays ambiguous.</param>
    /// <param name="Threshold">Of P(stable).</param>
    /// <param name="Error">The largest probability that a cell is put on the wrong side.</param>
    public sealed record Sequential(int Least, int Most, double Threshold, double Error) : ReplicateRule
    {
        // A quarter more at a time: later looks would hardly differ if they came one by one, and each is a round.
        private const int Growth = 4;

        public override double MostAmbiguous => Threshold;

        public override int Wanted(int stable, int finished)
        {
            if (finished < Least)
            {
                return Least;
            }

            return finished >= Most || ConfidenceSequence.Excludes(new Proportion(stable, finished), Threshold, Error)
                ? finished
                : Math.Min(Most, finished + Math.Max(1, finished / Growth));
        }
    }
}
