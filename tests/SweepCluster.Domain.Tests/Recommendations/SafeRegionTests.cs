using System.Collections.Immutable;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Recommendations;
using SweepCluster.Domain.Statistics;

namespace SweepCluster.Domain.Tests.Recommendations;

public sealed class SafeRegionTests
{
    private static ImmutableArray<Proportion> Evidence(int trials, params int[] stable) =>
        [.. stable.Select(k => new Proportion(k, trials))];

    [Fact]
    public void A_run_with_enough_stable_trials_is_recommended_from_its_first_value()
    {
        var region = SafeRegion.Of(Evidence(24, 0, 9, 24, 24, 24));

        Assert.Equal(Verdict.Recommended, region.Verdict);
        Assert.Equal((2, 4), (region.From, region.To));
        Assert.Equal(new Proportion(72, 72), region.Evidence);
        Assert.Equal(Math.Pow(0.025, 1.0 / 72), region.Lower, 1e-9);
        Assert.Null(region.MoreTrials);
    }

    [Fact]
    public void Few_replicates_are_insufficient_and_say_how_many_more_it_takes()
    {
        var region = SafeRegion.Of(Evidence(3, 0, 1, 3, 3, 3, 3));

        Assert.Equal(Verdict.InsufficientEvidence, region.Verdict);
        Assert.Equal((2, 5), (region.From, region.To));
        Assert.Equal(72 - 12, region.MoreTrials);
        Assert.Equal(Math.Pow(0.025, 1.0 / 12), region.Lower, 1e-9);
    }

    [Fact]
    public void A_half_stable_edge_is_left_out_however_much_stands_behind_it()
    {
        var region = SafeRegion.Of(Evidence(20, 0, 12, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20));

        Assert.Equal(2, region.From);
        Assert.Equal(Verdict.Recommended, region.Verdict);
    }

    [Fact]
    public void A_cliff_on_the_other_side_ends_the_region()
    {
        var region = SafeRegion.Of(Evidence(20, 0, 20, 20, 20, 20, 13, 2, 0));

        Assert.Equal((1, 4), (region.From, region.To));
        Assert.Equal(Verdict.Recommended, region.Verdict);
    }

    [Fact]
    public void Values_without_finished_trials_neither_count_nor_end_the_region()
    {
        var region = SafeRegion.Of([new Proportion(0, 40), new Proportion(40, 40), default, new Proportion(40, 40), default]);

        Assert.Equal((1, 3), (region.From, region.To));
        Assert.Equal(80, region.Evidence.Trials);
    }

    [Fact]
    public void Nothing_stable_and_nothing_finished_are_different_verdicts()
    {
        Assert.Equal(Verdict.NoStableRegion, SafeRegion.Of(Evidence(3, 0, 1, 0)).Verdict);
        Assert.Equal(Verdict.NoStableRegion, SafeRegion.Of(Evidence(10, 7, 8, 7)).Verdict);
        Assert.Equal(Verdict.InsufficientEvidence, SafeRegion.Of([default, default]).Verdict);
        Assert.Equal(72, SafeRegion.Of([default]).MoreTrials);
    }

    public static TheoryData<string, int, int> Truths => new()
    {
        { "flat 0.90", 3, 64 },
        { "flat 0.94", 3, 64 },
        { "flat 0.94", 32, 24 },
        { "flat 0.949", 32, 24 },
        { "gentle cliff to 0.94", 8, 24 },
        { "sharp cliff to 0.94", 8, 24 },
        { "hill of 0.94", 16, 24 },
    };

    [Theory]
    [MemberData(nameof(Truths))]
    public void An_unsafe_region_is_recommended_in_at_most_five_of_a_hundred_sweeps(string truth, int replicates, int values)
    {
        const int sweeps = 2000;
        var wrong = Enumerable.Range(0, sweeps).Count(sweep => IsWrong(truth, replicates, values, (ulong)sweep));

        Assert.InRange((double)wrong / sweeps, 0, 0.05);
    }

    [Fact]
    public void A_truly_safe_region_behind_a_cliff_is_found_and_begins_there()
    {
        var numbers = new RandomStream(5, RandomPurpose.Planning);
        var found = 0;
        for (var sweep = 0; sweep < 500; sweep++)
        {
            var region = SafeRegion.Of(Draw(i => i < 8 ? 0.02 : 0.998, 16, 24, ref numbers));
            found += region.Verdict == Verdict.Recommended && region.From is 8 or 9 ? 1 : 0;
        }

        Assert.True(found > 450, $"{found} of 500");
    }

    private static bool IsWrong(string truth, int replicates, int values, ulong seed)
    {
        Func<int, double> p = truth switch
        {
            "flat 0.90" => _ => 0.90,
            "flat 0.94" => _ => 0.94,
            "flat 0.949" => _ => 0.949,
            "gentle cliff to 0.94" => i => 0.94 / (1 + Math.Exp(4 - i)),
            "sharp cliff to 0.94" => i => i < 6 ? 0 : 0.94,
            _ => i => i is < 4 or > 20 ? 0.1 : 0.94,
        };
        var numbers = new RandomStream(seed, RandomPurpose.Planning);
        var region = SafeRegion.Of(Draw(p, replicates, values, ref numbers));
        return region.Verdict == Verdict.Recommended
            && Enumerable.Range(region.From, region.To - region.From + 1).Average(p) < 0.95;
    }

    private static ImmutableArray<Proportion> Draw(Func<int, double> p, int replicates, int values, ref RandomStream numbers)
    {
        var evidence = ImmutableArray.CreateBuilder<Proportion>(values);
        for (var i = 0; i < values; i++)
        {
            var stable = 0;
            for (var replicate = 0; replicate < replicates; replicate++)
            {
                stable += numbers.NextDouble() < p(i) ? 1 : 0;
            }

            evidence.Add(new Proportion(stable, replicates));
        }

        return evidence.MoveToImmutable();
    }
}
