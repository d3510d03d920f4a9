using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Planning.Refinement;

/// <summary>Runs plans whose results come in any order.</summary>
internal static class Arrival
{
    /// <summary>Runs a plan to its end and says which trials it asked for.</summary>
    /// <param name="train">The result of a trial.</param>
    /// <param name="next">Which of the trials under way, by place, finishes next.</param>
    /// <param name="atMost">Trials asked for at a time.</param>
    public static HashSet<TrialId> Run(Sweep sweep, Func<Trial, Observation> train, Func<List<Trial>, int> next, int atMost = int.MaxValue)
    {
        var asked = new HashSet<TrialId>();
        var underWay = new List<Trial>();
        for (var plan = Planner.For(sweep); !plan.IsComplete;)
        {
            (var trials, plan) = plan.Ask(atMost);
            Assert.All(trials, trial => Assert.True(asked.Add(trial.Id), $"{trial.Id} was asked twice."));
            underWay.AddRange(trials);
            Assert.True(underWay.Count > 0, "The plan is not complete, but waits for nothing.");
            var place = next(underWay);
            plan = plan.Tell([train(underWay[place])]);
            underWay.RemoveAt(place);
        }

        return asked;
    }

    public static HashSet<TrialId> InOrder(Sweep sweep, Func<Trial, Observation> train) => Run(sweep, train, _ => 0);

    public static HashSet<TrialId> LastFirst(Sweep sweep, Func<Trial, Observation> train) => Run(sweep, train, underWay => underWay.Count - 1);

    public static HashSet<TrialId> Shuffled(Sweep sweep, Func<Trial, Observation> train, int seed)
    {
        var random = new Random(seed);
        return Run(sweep, train, underWay => random.Next(underWay.Count), atMost: 5);
    }
}
