using System.Text.Json;
using Serilog;
using SweepCluster.Cluster.Preview;
using SweepCluster.Cluster.Running;
using SweepCluster.Compute;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Population;

namespace SweepCluster.Node.LocalRuns;

/// <summary>One sweep in this process: data, device, store and the folder of results, from start to map.</summary>
public sealed class LocalRun : IDisposable
{
    private readonly IDevice _device;
    private readonly IFamilyProgram _program;
    private readonly ResidentDatasets _datasets;
    private readonly TimeProvider _clock;

    private LocalRun(Sweep sweep, IDevice device, IFamilyProgram program, ResidentDatasets datasets, TimeProvider clock)
    {
        Sweep = sweep;
        _device = device;
        _program = program;
        _datasets = datasets;
        _clock = clock;
        Trials = Planner.For(sweep).Ask(int.MaxValue).Trials;
    }

    public Sweep Sweep { get; }

    /// <summary>Every trial that the plan can ask for, references included.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    public DeviceDescription Device => _device.Description;

    /// <summary>Loads the data and checks that the family can train on it.</summary>
    /// <exception cref="DatasetException">The data is missing or damaged.</exception>
    /// <exception cref="UserException">The family cannot train this.</exception>
    public static LocalRun Prepare(Sweep sweep, DatasetLocator locator, IDevice device, TimeProvider clock)
    {
        var program = FamilyPrograms.Of(sweep.Family);
        var dataset = DatasetLoader.Load(sweep.Dataset, locator);
        var run = new LocalRun(sweep, device, program, new ResidentDatasets(device, dataset), clock);
        var refusals = run.Trials.Select(trial => program.Refuses(trial.Cell.Parameters, dataset)).Where(refusal => refusal is not null).Distinct().ToArray();
        if (refusals.Length > 0)
        {
            run.Dispose();
            throw new UserException(string.Join(Environment.NewLine, refusals));
        }

        return run;
    }

    public CostPreview Preview(CancellationToken cancellation) =>
        new CostCalibration(_device, _program, _datasets, _clock).Estimate(Sweep, Trials, cancellation);

    /// <summary>Trains what the folder's store does not hold yet, then writes map, tables and traces.</summary>
    /// <param name="resume">Whether results of this sweep that are already there may be continued.</param>
    /// <exception cref="UserException">The folder holds another sweep, or this one and <paramref name="resume"/> is not set.</exception>
    public async Task<RunEnd> ExecuteAsync(OutputFolder folder, bool resume, IRunObserver observer, CancellationToken cancellation)
    {
        var startedAt = _clock.GetUtcNow();
        await using var log = new LoggerConfiguration().WriteTo.File(folder.Log, formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger();
        await using var store = SqliteSweepStore.Open(folder.Store);
        var id = await EnterAsync(store, folder, resume, cancellation).ConfigureAwait(false);
        log.Information("Sweep {Sweep} starts on {Device} with {Trials} trials", id, _device.Description.Name, Trials.Count);
        try
        {
            var results = new ResultCollector(observer);
            var trainer = new DeviceTrainer(_device, _program, _datasets, Sweep.Budget);
            var end = await new SweepRunner(store, trainer, _clock).RunAsync(id, Sweep, results, cancellation).ConfigureAwait(false);
            log.Information("Sweep {Sweep} ends: {End}, {Results} results", id, end, results.Count);
            RunExports.Write(folder, Sweep, Trials, results.Results);
            WriteEnvironment(folder, startedAt, end);
            return end;
        }
        catch (Exception failure)
        {
            log.Fatal(failure, "Sweep {Sweep} failed", id);
            throw;
        }
    }

    public void Dispose() => _datasets.Dispose();

    private async Task<SweepId> EnterAsync(SqliteSweepStore store, OutputFolder folder, bool resume, CancellationToken cancellation)
    {
        var resolved = SweepFileWriter.Write(Sweep);

        // A later time limit continues the same sweep; anything else that differs is another sweep.
        var identity = SweepFileWriter.Write(Sweep with { Budget = Sweep.Budget with { WallClock = null } });
        var id = new SweepId($"{Sweep.Name}-{StableHash.Of(identity):x16}");
        var stored = await store.ListAsync(cancellation).ConfigureAwait(false);
        if (stored.FirstOrDefault(sweep => sweep.Id != id) is { } other)
        {
            throw new UserException($"{folder.Path} holds results of another sweep or other settings (see {folder.SweepFile}; stored as {other.Id}). Choose another folder with --out, or remove it.");
        }

        if (stored.Count > 0 && !resume)
        {
            var count = (await store.ResultsAsync(id, cancellation).ConfigureAwait(false)).Count;
            throw new UserException($"{folder.Path} already holds {count} of {Trials.Count} trials of this sweep. Add --resume to go on, choose another folder with --out, or remove it.");
        }

        await store.CreateAsync(new StoredSweep(id, Sweep.Name, resolved, _clock.GetUtcNow()), cancellation).ConfigureAwait(false);
        folder.Write("sweep.yaml", stream =>
        {
            using var writer = new StreamWriter(stream);
            writer.Write(resolved);
        });
        return id;
    }

    private void WriteEnvironment(OutputFolder folder, DateTimeOffset startedAt, RunEnd end)
    {
        var environment = EnvironmentRecord.Of(_device.Description, Sweep.Seed, Classifier.Version, startedAt, _clock.GetUtcNow(), end.ToString().ToLowerInvariant());
        folder.Write("environment.json", stream => JsonSerializer.Serialize(stream, environment, NodeJson.Default.EnvironmentRecord));
    }
}
