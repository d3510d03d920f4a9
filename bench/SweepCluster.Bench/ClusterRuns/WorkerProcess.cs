using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SweepCluster.Storage.Postgres;
using SweepCluster.Storage.Postgres.Connections;

namespace SweepCluster.Bench.ClusterRuns;

/// <summary>Workers in a process of their own, as they are on other machines; the store is on PostgreSQL.</summary>
internal sealed class WorkerProcess : IWorkers
{
    private const string Ready = "ready";

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public Task Failure => FailAsync();

    public static async Task<WorkerProcess> StartAsync(string address, ClusterLoad load)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Arguments()) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync() != Ready)
        {
            throw new InvalidOperationException("The workers' process did not start; what it said is above.");
        }

        return new WorkerProcess(process);

        IEnumerable<string> Arguments()
        {
            string[] arguments = ["workers", "--store", address, "--workers", Text(load.Workers), "--rate", Text(load.Rate)];
            return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(WorkerProcess).Assembly.Location, .. arguments] : arguments;
        }
    }

    /// <summary>What the process does: works until its input ends, and says how long chunks took.</summary>
    public static async Task RunAsync(string address, ClusterLoad load)
    {
        await using var workers = await WorkersHere.StartAsync(async () => await PostgresSweepStore.OpenAsync(PostgresAddress.Parse(address)), load);
        Console.WriteLine(Ready);
        await await Task.WhenAny(Console.In.ReadToEndAsync(), workers.Failure);
        Console.WriteLine(JsonSerializer.Serialize(await workers.SummaryAsync(), JsonSerializerOptions.Web));
    }

    public async Task<object> SummaryAsync()
    {
        _process.StandardInput.Close();
        return JsonSerializer.Deserialize<JsonElement>(await _process.StandardOutput.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task FailAsync()
    {
        await _process.WaitForExitAsync();
        throw new InvalidOperationException("The workers' process ended; what it said is above.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
