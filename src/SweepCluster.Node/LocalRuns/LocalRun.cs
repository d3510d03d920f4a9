using System.Text.Json;
using Serilog;
using SweepCluster.Cluster.Preview;
using SweepCluster.Cluster.Running;
using SweepCluster.Cluster.Working;
using SweepCluster.Compute;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Devices;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Storage.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Node.LocalRuns;

/// <summary>One sweep in this process: data, devices, store and the folder of results, from start to map.</summary>
public sealed class LocalRun : IDisposable
{
    private readonly IReadOnlyList<(IDevice Device, ResidentDatasets Datasets)> _devices;
    private readonly IFamilyProgram _program;
    private readonly TimeProvider _clock;

    private LocalRun(Sweep sweep, IReadOnlyList<IDevice> devices, IFamilyProgram program, Dataset dataset, TimeProvider clock)
    {
        Sweep = sweep;
        _devices = [.. devices.Select(device => (device, new ResidentDatasets(device, dataset)))];
        _program = program;
        _clock = clock;
        Outlook = PlanOutlook.Of(sweep);
    }

    public Sweep Sweep { get; }

    /// <summary>What the plan wants before any result.</summary>
    public PlanOutlook Outlook { get; }

    public IReadOnlyList<DeviceDescription> Devices => [.. _devices.Select(device => device.Device.Description)];

    /// <summary>Loads the data and checks that the family can train on it.</summary>
    /// <param name="devices">At least one, open for as long as the run is.</param>
    /// <exception cref="DatasetException">The data is missing or damaged.</exception>
    /// <exception cref="UserException">The family cannot train this.</exception>
    public static LocalRun Prepare(Sweep sweep, DatasetLocator locator, IReadOnlyList<IDevice> devices, TimeProvider clock)
    {
        var program = FamilyPrograms.Of(sweep.Family);
        var dataset = DatasetLoader.Load(sweep.Dataset, locator);
        var run = new LocalRun(sweep, devices, program, dataset, clock);
        var cells = run.Outlook.IsWhole ? run.Outlook.First.Select(trial => trial.Cell) : sweep.Cells().Concat(sweep.References());
        var refusals = cells.Select(cell => program.Refuses(cell.Parameters, dataset)).Where(refusal => refusal is not null).Distinct().ToArray();
        if (refusals.Length > 0)
        {
            run.Dispose();
            throw new UserException(string.Join(Environment.NewLine, refusals));
        }

        return run;
    }

    /// <summary>How many trials of each shape of the sweep every device trains at once, in the devices' order.</summary>
    public IReadOnlyList<IReadOnlyList<ShapeCapacity>> Capacities()
    {
        var shapes = Outlook.First.GroupBy(trial => PopulationShape.Of(trial.Cell.Parameters).ToString(), StringComparer.Ordinal)
            .Select(group => (Shape: group.Key, Cost: _program.CostOf(group.First().Cell.Parameters, _devices[0].Datasets.Dataset)))
            .ToArray();
        return [.. _devices.Select(device => shapes.Select(shape => CapacityOf(device.Device.PlanFor(shape.Cost, int.MaxValue), shape.Shape, shape.Cost)).ToArray())];

        static ShapeCapacity CapacityOf(DevicePlan plan, string shape, MemberCost cost) => new(shape, cost.Bytes, (long)plan.Queues * plan.Population);
    }

    /// <summary>What the sweep costs on the first of the devices alone.</summary>
    public CostPreview Preview(CancellationToken cancellation) =>
        new CostCalibration(_devices[0].Device, _program, _devices[0].Datasets, _clock).Estimate(Sweep, Outlook, cancellation);

    /// <summary>Trains what the folder's store does not hold yet, then writes map, tables and traces.</summary>
    /// <param name="resume">Whether results of this sweep that are already there may be continued.</param>
    /// <exception cref="UserException">The folder holds another sweep, or this one and <paramref name="resume"/> is not set.</exception>
    public async Task<RunReport> ExecuteAsync(OutputFolder folder, bool resume, IRunObserver observer, CancellationToken cancellation)
    {
        var startedAt = _clock.GetUtcNow();
        await using var log = new LoggerConfiguration().WriteTo.File(folder.Log, formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger();
        await using var store = SqliteSweepStore.Open(folder.Store);
        var id = await EnterAsync(store, folder, resume, cancellation).ConfigureAwait(false);
        log.Information("Sweep {Sweep} starts on {Device} with {Trials} trials planned", id, string.Join(", ", Devices.Select(device => device.Name)), Outlook.First.Count);
        try
        {
            var results = new ResultCollector(observer);
            var end = await new LocalCluster(store, id, [.. _devices.Select(device => TrainerOf(device.Device, device.Datasets))], _clock, new LoggedJournal(log)).RunAsync(results, cancellation).ConfigureAwait(false);
            var failures = await store.Results.FailuresAsync(id, cancellation: default).ConfigureAwait(false);
            log.Information("Sweep {Sweep} ends: {End}, {Results} results, {Failures} trials failed on the machine", id, end, results.Count, failures.Count);
            RunExports.Write(folder, StoredRun.MapOf(Sweep, results.Results, failures));
            WriteEnvironment(folder, startedAt, end);
            return new RunReport(end, failures);
        }
        catch (Exception failure)
        {
            log.Fatal(failure, "Sweep {Sweep} failed", id);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var (_, datasets) in _devices)
        {
            datasets.Dispose();
        }
    }

    private ReopeningTrainer TrainerOf(IDevice device, ResidentDatasets datasets)
    {
        return new ReopeningTrainer(new DeviceWorker(device, _ => datasets, _ => _program), Reopen, _clock);

        void Reopen()
        {
            datasets.Clear();
            device.Reopen();
        }
    }

    private async Task<SweepId> EnterAsync(SqliteSweepStore store, OutputFolder folder, bool resume, CancellationToken cancellation)
    {
        var resolved = SweepFileWriter.Write(Sweep);
        var id = SweepIdentity.Of(Sweep);
        var stored = await store.Sweeps.ListAsync(cancellation).ConfigureAwait(false);
        if (stored.FirstOrDefault(sweep => sweep.Id != id) is { } other)
        {
            throw new UserException($"{folder.Path} holds results of another sweep or other settings (see {folder.SweepFile}; stored as {other.Id}). Choose another folder with --out, or remove it.");
        }

        if (stored.Count > 0 && !resume)
        {
            var count = (await store.Results.CountAsync(id, cancellation).ConfigureAwait(false)).Finished;
            throw new UserException($"{folder.Path} already holds {count}{(Outlook.IsWhole ? $" of {Outlook.First.Count}" : "")} trials of this sweep. Add --resume to go on, choose another folder with --out, or remove it.");
        }

        if (!await store.Sweeps.CreateAsync(new StoredSweep(id, Sweep.Name, resolved, _clock.GetUtcNow()), cancellation).ConfigureAwait(false))
        {
            await TakeOverAsync(store, stored[0], resolved, cancellation).ConfigureAwait(false);
        }

        folder.WriteText("sweep.yaml", writer => writer.Write(resolved));
        return id;
    }

    // Whoever ran it before is gone, for the folder is ours: its leases and its ownership need not run out.
    private static async Task TakeOverAsync(SqliteSweepStore store, StoredSweep stored, string resolved, CancellationToken cancellation)
    {
        foreach (var node in await store.Nodes.ListAsync(cancellation).ConfigureAwait(false))
        {
            await store.Sweeps.DisownAsync(node.Description.Id, cancellation).ConfigureAwait(false);
            await store.Nodes.LeaveAsync(node.Description.Id, cancellation).ConfigureAwait(false);
        }

        await store.Chunks.WithdrawAsync(stored.Id, cancellation).ConfigureAwait(false);
        await store.Results.RetryAsync(stored.Id, [.. (await store.Results.FailuresAsync(stored.Id, cancellation).ConfigureAwait(false)).Select(failure => failure.Trial)], cancellation).ConfigureAwait(false);
        var revision = (await store.Sweeps.FindAsync(stored.Id, cancellation).ConfigureAwait(false))!.Revision;
        await store.Sweeps.ReviseAsync(stored.Id, revision, resolved, stored.Priority, cancellation).ConfigureAwait(false);
        await store.Sweeps.MoveAsync(stored.Id, [SweepState.Paused], SweepState.Running, cancellation).ConfigureAwait(false);
    }

    private void WriteEnvironment(OutputFolder folder, DateTimeOffset startedAt, RunEnd end)
    {
        var environment = EnvironmentRecord.Of(Devices, Sweep.Seed, Classifier.Version, startedAt, _clock.GetUtcNow(), end.ToString().ToLowerInvariant());
        folder.Write("environment.json", stream => JsonSerializer.Serialize(stream, environment, NodeJson.Default.EnvironmentRecord));
    }
}
