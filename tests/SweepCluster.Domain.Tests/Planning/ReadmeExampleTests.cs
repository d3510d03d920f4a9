using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Domain.Tests.Sweeps;

namespace SweepCluster.Domain.Tests.Planning;

public class ReadmeExampleTests
{
    private const string Begin = "        // The README's example.\n";
    private const string End = "        // Its end.\n";

    [Fact]
    public void The_example_of_the_README_finds_where_gradient_descent_diverges()
    {
        var file = SweepText.Head + "axes: [{parameter: learningRate, log: {from: 0.001, to: 10, count: 257}}]\nreplicates: {count: 1}\nstrategy: {kind: refine}\n";
        var stable = new List<double>();
        var diverged = new List<double>();

        // The README's example.
        var sweep = SweepFileReader.Read(file, "example.yaml", []).Sweep!;
        var plan = Planner.For(sweep);
        while (!plan.IsComplete)
        {
            (var trials, plan) = plan.Ask(atMost: 64);
            plan = plan.Tell(trials.Select(trial => Train(trial)));
        }

        Observation Train(Trial trial)
        {
            var loss = Descend(learningRate: trial.Cell.Parameters.Real("learningRate"));
            return new Observation(trial.Id, double.IsFinite(loss) ? Outcome.Stable : Outcome.Diverged, Score: -loss);
        }
        // Its end.

        // x ← x − η·2x converges for η < 1.
        Assert.InRange(stable.Count + diverged.Count, 9, 80);
        Assert.InRange(stable.Max(), 0.93, 1);
        Assert.InRange(diverged.Min(), 1, 1.07);

        double Descend(double learningRate)
        {
            var x = 1.0;
            for (var step = 0; step < 100_000; step++)
            {
                x -= learningRate * 2 * x;
            }

            (double.IsFinite(x) ? stable : diverged).Add(learningRate);
            return x * x;
        }
    }

    [Fact]
    public void The_README_shows_the_code_that_is_tested()
    {
        var source = File.ReadAllText(SolutionFolder.Path("tests", "SweepCluster.Domain.Tests", "Planning", "ReadmeExampleTests.cs")).ReplaceLineEndings("\n");
        var begin = source.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var lines = source[begin..source.IndexOf(End, StringComparison.Ordinal)].Split('\n').Select(line => line.Length > 8 ? line[8..] : line);
        var readme = File.ReadAllText(SolutionFolder.Path("src", "SweepCluster.Domain", "README.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{string.Join('\n', lines)}```", readme, StringComparison.Ordinal);
    }
}
