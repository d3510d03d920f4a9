using SweepCluster.Domain.Families;
using SweepCluster.Domain.Planning.TrialBudget;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads the <c>budget</c> group.</summary>
internal static class BudgetReader
{
    public const int DefaultEpochs = 10;
    public const int MostEpochs = 1_000_000;
    public const long MostSteps = 1_000_000_000_000;
    public const long MostTrials = 1_000_000_000_000;

    /// <summary>The budget, and the node of <c>batch</c>, which is a parameter of the family.</summary>
    public static (Budget Budget, FileNode? Batch) Read(GroupReader group)
    {
        var epochs = (int?)group.Integer("epochs", 1, MostEpochs);
        var steps = group.Integer("steps", 1, MostSteps);
        var limit = WallClock(group);
        var trials = group.Integer("trials", 1, MostTrials);
        var batch = group.Find("batch");
        group.Finish();
        if (group.Find("epochs") is not null && group.Find("steps") is not null)
        {
            group.Error("steps", "epochs is given too; a budget has one of them");
        }

        return (new Budget(epochs ?? (steps is null ? DefaultEpochs : null), steps, limit, trials), batch);
    }

    /// <summary>Refuses fewer trials than the first look at the whole map takes.</summary>
    public static void CheckTrials(Sweep sweep, FamilyDefinition family, GroupReader group)
    {
        if (sweep.Budget.Trials is not { } trials || sweep.Axes.Any(axis => axis.Values.IsEmpty))
        {
            return;
        }

        var least = LeastTrials.Of(sweep.Axes, sweep.Map, sweep.Strategy, sweep.Replicates, family);
        if (trials < least)
        {
            group.Error("trials", FormattableString.Invariant(
                $"found {trials}, but {(sweep.Strategy.Kind is StrategyKind.Refine or StrategyKind.Boundary ? "the cover that the strategy begins with" : "one trial of every cell")} and its references take {least:G15}; allow more, or use fewer cells"));
        }
    }

    private static TimeSpan? WallClock(GroupReader group)
    {
        if (group.Find("wallClock") is not { } node)
        {
            return null;
        }

        return node is ScalarNode scalar && Duration.Parse(scalar.Text) is { } limit
            ? limit
            : group.RefuseValue<TimeSpan>("wallClock", node, "a duration greater than 0, such as 90s, 30m or 2h");
    }
}
