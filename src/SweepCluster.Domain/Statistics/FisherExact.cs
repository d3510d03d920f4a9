namespace SweepCluster.Domain.Statistics;

/// <summary>Fisher's exact test (1934) of two proportions being one, given how many successes they have together.</summary>
public static class FisherExact
{
    /// <summary>
    /// The two-sided p-value: the probability of all tables that are no likelier than this one, given its margins.
    /// 1 where one side has no trials.
    /// </summary>
    public static double PValue(Proportion a, Proportion b) => PValue(a.Successes, a.Trials, b.Trials, a.Successes + b.Successes);

    /// <summary>The smallest p-value that trials with these margins could have had: what is above a level can never be significant.</summary>
    public static double SmallestPValue(Proportion a, Proportion b)
    {
        var successes = a.Successes + b.Successes;
        var (least, most) = (Math.Max(0, successes - b.Trials), Math.Min(a.Trials, successes));
        return Math.Min(PValue(least, a.Trials, b.Trials, successes), PValue(most, a.Trials, b.Trials, successes));
    }

    private static double PValue(int observed, int first, int second, int successes)
    {
        // Equal tables differ in the last digits.
        var limit = Log(observed) + 1e-9;
        var sum = 0.0;
        for (var k = Math.Max(0, successes - second); k <= Math.Min(first, successes); k++)
        {
            sum += Log(k) <= limit ? Math.Exp(Log(k)) : 0;
        }

        return Math.Min(1, sum);

        double Log(int k) =>
            Binomial.LogChoose(first, k) + Binomial.LogChoose(second, successes - k) - Binomial.LogChoose(first + second, successes);
    }
}
