using System.Text.RegularExpressions;
using SweepCluster.Domain.Planning.EarlyStopping;
using SweepCluster.Domain.Tests.Sweeps;

namespace SweepCluster.Domain.Tests.Planning.EarlyStopping;

/// <summary>Runs the snippets of <c>docs/early-stopping.md</c> as they stand there.</summary>
public class DocumentationTests
{
    private readonly SimulatedCurves _curves = new(81, seed: 5);

    private double Train(int trial, int untilStep) => _curves.At(trial, untilStep);

    [Fact]
    public void The_examples_of_halving_find_a_trial_near_the_best()
    {
        var rungs = new Rungs(grace: 1, most: 81, reduction: 3);
        var search = SuccessiveHalving.Of(rungs, Enumerable.Range(0, 81));
        while (!search.IsComplete)
        {
            (var jobs, search) = search.Ask(atMost: 8);
            foreach (var job in jobs)
            {
                search = search.Tell(job, Train(job.Trial, job.UntilStep));
            }
        }

        var (best, score) = search.Best!.Value;

        Assert.Equal(_curves.At(best, 81), score);
        Assert.InRange(_curves.Regret(best), 0, 0.15);

        var asha = AsynchronousHalving.Of(rungs);
        for (var fresh = 0; fresh < 81;)
        {
            (var job, asha) = asha.Ask(fresh);
            fresh += job.Trial == fresh ? 1 : 0;
            asha = asha.Tell(job, Train(job.Trial, job.UntilStep));
        }

        Assert.InRange(_curves.Regret(asha.Best!.Value.Trial), 0, 0.15);
    }

    [Fact]
    public void The_example_of_the_median_rule_keeps_the_best_and_stops_many()
    {
        var rule = new MedianStopping(graceSteps: 5, leastComparisons: 5);
        var history = LearningHistory.Empty;
        for (var trial = 0; trial < 81; trial++)
        {
            for (var step = 1; step <= 81; step++)
            {
                var reported = Train(trial, step);
                history = history.Record(trial, step, reported);
                if (rule.Decide(history, trial, step, reported) == StopDecision.Stop)
                {
                    break;
                }
            }
        }

        var finished = history.Trials.Where(trial => history[trial].LastStep == 81).ToArray();
        Assert.InRange(finished.Length, 5, 60);
        Assert.Equal(0, finished.Min(_curves.Regret));
    }

    [Fact]
    public void The_document_shows_the_code_that_is_tested()
    {
        var source = File.ReadAllText(SolutionFolder.Path("tests", "SweepCluster.Domain.Tests", "Planning", "EarlyStopping", "DocumentationTests.cs")).ReplaceLineEndings("\n");
        var document = File.ReadAllText(SolutionFolder.Path("docs", "early-stopping.md")).ReplaceLineEndings("\n");

        var snippets = Regex.Matches(document, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(3, snippets.Length);
        Assert.All(snippets, snippet => Assert.Contains(Regex.Replace(snippet, "^(?=.)", "        ", RegexOptions.Multiline), source, StringComparison.Ordinal));
    }
}
