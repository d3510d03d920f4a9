using System.CommandLine;
using System.Text.Json;
using SweepCluster.Bench;
using SweepCluster.Bench.ClusterRuns;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Families;
using SweepCluster.Training.PolyharmonicCascades;
using SweepCluster.Training.PolynomialNetworks;
using SweepCluster.Training.Population;

var root = new RootCommand("Measures training, its parts, planning and the map of a large sweep; a line of JSON or a table per command.")
{
    Measure("peak", "fused multiply-adds on registers, on one core and on all", MeasurePeak),
    Measure("products", "matrix products at job A's shapes and at 1024³, on all cores at once", MeasureProducts),
    Measure("cascade", "ΣΩ and its Cholesky factorisation at job C's shapes, on all cores at once", MeasureCascade),
    Measure("a", "train job A: polynomial networks 784-64-32-10", () => MeasureTraining("A")),
    Measure("b", "train job B: polynomial networks 2-16-2", () => MeasureTraining("B")),
    Measure("c", "train job C: polyharmonic cascade 784-100-20-20, ten outputs", () => MeasureTraining("C")),
    Measure("planner", "ask and tell a grid of 1000 × 1000 cells on one core", () => PlannerMeasurement.Run(perAxis: 1000, batch: 4096)),
    LandscapesCommand(),
    BoundaryCommand(),
    CoverageCommand(),
    SequentialCommand(),
    Measure("map", "plan a million cells, answer every trial, and put their map together", MapMeasurement.Run),
    StoreCommand(),
    ClusterCommand(),
    WorkersCommand(),
};
return root.Parse(args).Invoke();

static Command Measure(string name, string description, Func<object> measure)
{
    var command = new Command(name, description);
    command.SetAction(_ => Console.WriteLine(JsonSerializer.Serialize(measure(), JsonSerializerOptions.Web)));
    return command;
}

static Command LandscapesCommand()
{
    var resolution = new Option<int>("--resolution") { Description = "cells per axis", DefaultValueFactory = _ => 1024 };
    var replicates = new Option<string>("--replicates") { Description = "the sweep file's replicates", DefaultValueFactory = _ => "{count: 1}" };
    var command = new Command("landscapes", "refine maps whose truth is known; a table in Markdown") { resolution, replicates };
    command.SetAction(parsed => Landscapes.Print(parsed.GetRequiredValue(resolution), parsed.GetRequiredValue(replicates)));
    return command;
}

static Command BoundaryCommand()
{
    var cells = new Option<int>("--cells") { Description = "cells that the boundary strategy trains", DefaultValueFactory = _ => 200 };
    var sobol = new Option<int>("--sobol") { Description = "the most Sobol points to fit the same model to", DefaultValueFactory = _ => 1500 };
    var nearest = new Option<int>("--nearest") { Description = "the most Sobol points to look up the nearest of", DefaultValueFactory = _ => 16000 };
    var seeds = new Option<int>("--seeds") { Description = "sweeps to take the median of", DefaultValueFactory = _ => 3 };
    var slope = new Option<double>("--slope") { Description = "of the logit of P(stable) per axis length; infinite: no noise", DefaultValueFactory = _ => double.PositiveInfinity };
    var command = new Command("boundary", "look for known boundaries in four dimensions; a table in Markdown") { cells, sobol, nearest, seeds, slope };
    command.SetAction(parsed => Boundaries.Print(
        parsed.GetRequiredValue(cells), parsed.GetRequiredValue(sobol), parsed.GetRequiredValue(nearest), parsed.GetRequiredValue(seeds), parsed.GetRequiredValue(slope)));
    return command;
}

static Command CoverageCommand()
{
    var command = new Command("coverage", "how often the intervals of P(stable) hold, at one look and at a thousand; tables in Markdown");
    command.SetAction(_ => CoverageTable.Print());
    return command;
}

static Command SequentialCommand()
{
    var resolution = new Option<int>("--resolution") { Description = "cells per axis", DefaultValueFactory = _ => 1024 };
    var least = new Option<int>("--min") { Description = "the sweep file's min", DefaultValueFactory = _ => 6 };
    var confidence = new Option<double>("--confidence") { Description = "the sweep file's confidence", DefaultValueFactory = _ => 0.95 };
    var command = new Command("sequential", "sequential replicates against 32 fixed ones on noisy cliffs; a table in Markdown") { resolution, least, confidence };
    command.SetAction(parsed => SequentialTable.Print(parsed.GetRequiredValue(resolution), parsed.GetRequiredValue(least), parsed.GetRequiredValue(confidence)));
    return command;
}

static Command StoreCommand()
{
    var store = new Option<string>("--store") { Description = "where to keep the trials: sqlite for a new file in the temporary folder, sqlite:PATH, postgres for a server of its own, or postgres://user:password@host:port/database", DefaultValueFactory = _ => "sqlite" };
    var command = new Command("store", "release, lease and complete chunks of 256 trials that train nothing; a line of JSON") { store };
    command.SetAction(async (parsed, _) => Console.WriteLine(JsonSerializer.Serialize(await StoreTargets.MeasureAsync(parsed.GetRequiredValue(store)), JsonSerializerOptions.Web)));
    return command;
}

static Command ClusterCommand()
{
    var store = new Option<string>("--store") { Description = "sqlite for a new file in the temporary folder, postgres for a server of its own", DefaultValueFactory = _ => "sqlite" };
    var trials = new Option<int>("--trials") { Description = "trials of the sweep, about", DefaultValueFactory = _ => 100_000 };
    var workers = new Option<int>("--workers") { Description = "worker nodes", DefaultValueFactory = _ => 2 };
    var shared = new Option<bool>("--shared") { Description = "all nodes use one store object, as within one process of 'sweep node'" };
    var apart = new Option<bool>("--apart") { Description = "the workers are in a process of their own; with postgres" };
    var api = new Option<bool>("--api") { Description = "serve the API meanwhile and ask it at a steady rate" };
    var rate = new Option<int>("--rate") { Description = "trials per second that all workers train together; 0 for as many as they can" };
    var command = new Command("cluster", "a sweep through a coordinator and workers that train nothing; a line of JSON") { store, trials, workers, shared, apart, api, rate };
    command.SetAction(async (parsed, _) => Console.WriteLine(JsonSerializer.Serialize(
        await new ClusterMeasurement(new ClusterLoad(parsed.GetRequiredValue(store), parsed.GetRequiredValue(trials), parsed.GetRequiredValue(workers))
        {
            IsShared = parsed.GetValue(shared),
            IsApart = parsed.GetValue(apart),
            HasApi = parsed.GetValue(api),
            Rate = parsed.GetValue(rate),
        }).RunAsync(),
        JsonSerializerOptions.Web)));
    return command;
}

static Command WorkersCommand()
{
    var store = new Option<string>("--store") { Description = "postgres://user:password@host:port/database", Required = true };
    var workers = new Option<int>("--workers") { Description = "worker nodes", DefaultValueFactory = _ => 2 };
    var rate = new Option<int>("--rate") { Description = "trials per second that all train together; 0 for as many as they can" };
    var command = new Command("workers", "the workers of 'cluster --apart', until standard input ends") { store, workers, rate };
    command.SetAction(async (parsed, _) => await WorkerProcess.RunAsync(
        parsed.GetRequiredValue(store), new ClusterLoad("postgres", 0, parsed.GetRequiredValue(workers)) { Rate = parsed.GetValue(rate) }));
    return command;
}

static object MeasurePeak()
{
    var duration = TimeSpan.FromSeconds(1);
    return new
    {
        Measure = "peak",
        OneCoreGigaflops = FmaPeak.Measure<float>(1, duration) / 1e9,
        AllCoresGigaflops = FmaPeak.Measure<float>(Environment.ProcessorCount, duration) / 1e9,
    };
}

static object MeasureProducts()
{
    using var device = new CpuDevice();
    var job = Job.Load("A");
    var layers = job.Layers(features: 784, classes: 10);
    var jobA = Products.Measure(device, [.. Products.OfOneStep(job.Batch, layers)]);
    var large = Products.Measure(device, new Product(1024, 1024, 1024, false, false));
    return new
    {
        Measure = "products",
        device.Description.Cores,
        device.Description.Kind,
        JobAGigaflops = jobA.Gigaflops,
        JobAShareOfPeak = jobA.ShareOfPeak,
        LargeGigaflops = large.Gigaflops,
        LargeShareOfPeak = large.ShareOfPeak,
        ShareOfPeakByProduct = Products.OfOneStep(job.Batch, layers).ToDictionary(product => product.ToString(), product => Products.Measure(device, product).ShareOfPeak),
    };
}

static object MeasureCascade()
{
    using var device = new CpuDevice();
    var rows = Job.Load("C").Batch;
    return new
    {
        Measure = "cascade",
        GramShareOfPeak = CascadeParts.ShareOfPeakOfGram(device, rows),
        CholeskyShareOfPeak = CascadeParts.ShareOfPeakOfCholesky(device, rows),
    };
}

static object MeasureTraining(string name)
{
    using var device = new CpuDevice();
    var job = Job.Load(name);
    Train(device, job.Miniature(), training => training.Throughput());
    var baseline = TrainingMeasurement.ResidentBytes();
    return Train(device, job, training => Describe(name, job, device, training, baseline));
}

static T Train<T>(CpuDevice device, Job job, Func<TrainingMeasurement, T> measure)
{
    var parameters = job.ToParameters();
    using var resident = new ResidentDatasets(device, JobDataset.Load(job));
    return measure(new TrainingMeasurement(ProgramOf(parameters.Family), device, job, parameters, resident));
}

static object Describe(string name, Job job, CpuDevice device, TrainingMeasurement training, long baseline)
{
    var (steps, seconds, residentBytes) = training.Throughput();
    return new
    {
        Job = name,
        device.Description.Kind,
        training.Plan.Queues,
        training.Plan.Population,
        training.Plan.Threads,
        Steps = steps,
        Seconds = seconds,
        StepsPerSecond = steps / seconds,
        TrialsPerSecond = steps / seconds / job.StepsPerTrial,
        BaselineBytes = baseline,
        ResidentBytes = residentBytes,
        training.ArrayBytes,
        training.DatasetBytes,
        ProductsShareOfPeak = training.ProductsShareOfPeak(),
        AllocatedBytesPerStep = training.AllocatedBytesPerStep(),
    };
}

static IFamilyProgram ProgramOf(Family family) => family == Family.PolynomialNetwork ? new PolynomialNetworkProgram() : new PolyharmonicCascadeProgram();
