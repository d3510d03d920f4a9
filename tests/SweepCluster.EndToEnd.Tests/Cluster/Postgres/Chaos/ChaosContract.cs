using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace SweepCluster.EndToEnd.Tests.Cluster.Postgres.Chaos;

/// <summary>
/// Whatever dies, hangs or is cut off, the map is that of one undisturbed process. <c>SWEEP_CHAOS_ROUNDS</c> asks for
/// more and rougher rounds, <c>SWEEP_CHAOS_SEED</c> names the first one's seed, and <c>SWEEP_CHAOS_OUT</c> a folder
/// for logs and for <c>rounds.jsonl</c>, a line for each round that was passed.
/// </summary>
/// <param name="engine">As users choose it.</param>
public abstract class ChaosContract(ClusterServer shared, string engine, ITestOutputHelper output)
{
    private const int Coordinators = 2;
    private const int Workers = 3;

    [Fact]
    public async Task Killed_stopped_and_cut_off_nodes_and_databases_leave_the_map_of_an_undisturbed_run()
    {
        var asked = Environment.GetEnvironmentVariable("SWEEP_CHAOS_ROUNDS");
        var rounds = asked is null ? 1 : int.Parse(asked, CultureInfo.InvariantCulture);
        var first = Environment.GetEnvironmentVariable("SWEEP_CHAOS_SEED") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : 1;
        var folder = Environment.GetEnvironmentVariable("SWEEP_CHAOS_OUT") ?? Path.Combine(Path.GetTempPath(), $"sweep-chaos-{Environment.ProcessId}");
        var failures = new List<string>();

        // On a fast machine the short sweep is over before much has happened to it.
        var reference = asked is null ? await shared.ReferenceAsync() : await shared.LongReferenceAsync();
        for (var round = first; round < first + rounds; round++)
        {
            var failure = await RunAsync(reference, round, asked is null ? ChaosSettings.Gentle : ChaosSettings.Rough, folder);
            if (failure is not null)
            {
                output.WriteLine(failure);
                failures.Add(failure);
            }
        }

        Assert.Empty(failures);

        if (asked is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>What was wrong; null for nothing.</returns>
    private async Task<string?> RunAsync(Reference reference, int seed, ChaosSettings settings, string folder)
    {
        var logs = Path.Combine(folder, $"seed-{seed}");
        try
        {
            await using (var cluster = await TestCluster.StartAsync(shared.Server, engine, Coordinators, Workers, folder: logs))
            {
                using var round = new ChaosRound(cluster, seed, settings);
                var (sweep, report) = await round.RunAsync(reference.File);
                await cluster.AssertEqualsAsync(reference, sweep);
                var line = JsonSerializer.Serialize(report);
                await File.AppendAllTextAsync(Path.Combine(folder, "rounds.jsonl"), line + "\n");
                output.WriteLine(line);
            }

            Directory.Delete(logs, recursive: true);
            return null;
        }
        catch (Exception failure)
        {
            var text = $"Seed {seed}: {failure}\nSWEEP_CHAOS_SEED={seed} SWEEP_CHAOS_ROUNDS=1 repeats the schedule; the nodes' logs are in {logs}.";
            await File.AppendAllTextAsync(Path.Combine(logs, "failure"), text);
            return text;
        }
    }
}
