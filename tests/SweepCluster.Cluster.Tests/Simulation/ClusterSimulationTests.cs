using System.Globalization;
using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Tests.Simulation;

public class ClusterSimulationTests
{
    private static readonly Sweep Sequential = Read(
        """
        name: sequential
        family: polynomial-network
        dataset: {name: spirals}
        axes:
          - parameter: B
            linear: {from: 1, to: 30, count: 10}
          - parameter: batch
            values: [16, 32]
        replicates: {kind: sequential, min: 3, max: 12}
        budget: {epochs: 1}
        """);

    private static readonly Sweep Refined = Read(
        """
        name: refined
        family: polynomial-network
        dataset: {name: spirals}
        axes:
          - parameter: B
            linear: {from: 1, to: 9, count: 9}
          - parameter: alpha
            linear: {from: 0.25, to: 0.5, count: 9}
        strategy: {kind: refine, coarse: 3}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 1}
        """);

    /// <summary>Histories of each kind; the soak runs thousands.</summary>
    private static int Histories => int.Parse(Environment.GetEnvironmentVariable("SWEEP_SIMULATIONS") ?? "100", CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_undisturbed_cluster_ends_with_every_trial_that_the_plan_wants()
    {
        foreach (var sweep in new[] { Sequential, Refined })
        {
            var (results, failures, _) = await RunAsync(1, sweep, Faults.None, coordinators: 1, workers: 2);
            var replay = PlanReplay.Of(sweep, results);
            Assert.True(replay.IsComplete);
            Assert.Equal(replay.Trials.Select(trial => trial.Id).ToHashSet(), results.Keys.ToHashSet());
            Assert.Empty(failures);
        }
    }

    [Fact]
    public async Task A_cluster_in_which_everything_goes_wrong_ends_with_the_results_of_an_undisturbed_one()
    {
        foreach (var sweep in new[] { Sequential, Refined })
        {
            var (undisturbed, _, _) = await RunAsync(1, sweep, Faults.None, coordinators: 1, workers: 1);
            for (var seed = 1; seed <= Histories; seed++)
            {
                var (results, failures, _) = await Named(seed, sweep, () => RunAsync(seed, sweep, Faults.Some, coordinators: 2, workers: 3));
                Assert.True(failures.Count == 0, $"seed {seed} of {sweep.Name}: given up: {string.Join(", ", failures)}");
                Assert.Equal(undisturbed, results);
            }
        }
    }

    [Fact]
    public async Task A_trial_that_kills_its_worker_is_found_and_set_aside_and_no_other_is()
    {
        var poison = new TrialId(Sequential.Cells().First().Id, 1);
        for (var seed = 1; seed <= Histories / 4; seed++)
        {
            var (results, failures, _) = await Named(seed, Sequential, () => RunAsync(seed, Sequential, Faults.None, poison, coordinators: 1, workers: 3));
            Assert.Equal(poison, Assert.Single(failures).Trial);
            Assert.DoesNotContain(poison, results.Keys);
            Assert.Equal(PlanReplay.Of(Sequential, results).Trials.Select(trial => trial.Id).Except([poison]).ToHashSet(), results.Keys.ToHashSet());
        }
    }

    [Fact]
    public async Task A_seed_gives_the_same_history_again()
    {
        var first = await RunAsync(7, Sequential, Faults.Some, coordinators: 2, workers: 3);
        var second = await RunAsync(7, Sequential, Faults.Some, coordinators: 2, workers: 3);
        Assert.Equal(first.Took, second.Took);
        Assert.Equal(first.Results.Keys, second.Results.Keys);
    }

    private static Task<History> RunAsync(int seed, Sweep sweep, Faults faults, int coordinators, int workers) =>
        RunAsync(seed, sweep, faults, null, coordinators, workers);

    private static async Task<History> RunAsync(int seed, Sweep sweep, Faults faults, TrialId? poison, int coordinators, int workers)
    {
        await using var simulation = new ClusterSimulation(seed, sweep, faults, poison);
        return await simulation.RunAsync(coordinators, workers);
    }

    private static async Task<T> Named<T>(int seed, Sweep sweep, Func<Task<T>> history)
    {
        try
        {
            return await history();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed} of {sweep.Name}: {failure.Message}", failure);
        }
    }

    private static Sweep Read(string file) => SweepFileReader.Read(file, "simulated.yaml", []).Sweep!;
}
