using System.CommandLine;
using System.Text.Json;
using SweepCluster.Cli.Run;
using SweepCluster.Compute;
using SweepCluster.Compute.Measuring;
using SweepCluster.Compute.Measuring.Rooflines;
using SweepCluster.Node;
using SweepCluster.Node.Devices;

namespace SweepCluster.Cli.Bench;

/// <summary><c>sweep bench devices</c>: a roofline of every operation that training spends its time in.</summary>
internal static class BenchDevicesCommand
{
    public static Command Create()
    {
        var device = new Option<string?>("--device") { Description = "Only these, with commas between several; the CPU and every GPU by default.", HelpName = "NAME" };
        var network = Layers("--network", "A polynomial network to measure: inputs, hidden widths and outputs. Without it and --cascade, models of common sizes.");
        var cascade = Layers("--cascade", "A polyharmonic cascade to measure, written alike.");
        var batch = Count("--batch", "Samples of a training step, instead of each model's own number.", 2, 1 << 16);
        var population = Count("--population", "Members to train at once, where the device takes as many.", 1, 1 << 16);
        var repetitions = Count("--repetitions", "Times that each operation is measured; the median counts. 5 by default.", 1, 1000);
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var command = new Command("devices", "Compares each operation of a training step with what the device could do: its matrix rate and its copy bandwidth.")
        {
            device, network, cascade, batch, population, repetitions, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var jobs = BenchJobs.Of(Sizes(parsed.GetValue(network)), Sizes(parsed.GetValue(cascade)), parsed.GetValue(batch), parsed.GetValue(population));
            using var interruption = new Interruption(() => { }, cancellation);
            using var devices = Open(DeviceCatalogue.Split(parsed.GetValue(device)));
            var measured = devices.All.Select(each => Measure(each, jobs, parsed.GetValue(repetitions) ?? 5, interruption.Token));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new BenchDocument([.. measured]), CliJson.Default.BenchDocument));
                return Task.FromResult(ExitCode.Success);
            }

            // As they come: measuring takes a while.
            foreach (var document in measured)
            {
                Console.Out.WriteLine(BenchText.Of(document));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static OpenDevices Open(IReadOnlyList<string> asked) =>
        DeviceCatalogue.Open(asked.Count > 0 ? asked : ["cpu", .. DeviceCatalogue.Gpus().Select(gpu => gpu.Id)], cores: null, "--device");

    private static BenchDeviceDocument Measure(IDevice device, IReadOnlyList<RooflineJob> jobs, int repetitions, CancellationToken cancellation)
    {
        var rates = DeviceRates.Measure(device, TimeProvider.System);
        return new BenchDeviceDocument(
            device.Description.Id,
            device.Description.Name,
            rates.MatrixFlops,
            rates.CopyBytes,
            [.. jobs.Select(job => Measure(device, job, rates, repetitions, cancellation))]);
    }

    private static BenchJobDocument Measure(IDevice device, RooflineJob job, DeviceRates rates, int repetitions, CancellationToken cancellation)
    {
        var measurement = new RooflineMeasurement(device, job, repetitions, TimeProvider.System);
        try
        {
            var points = measurement.Run(cancellation);
            var (queues, population, threads) = measurement.Plan;
            return new BenchJobDocument(job.Name, job.Rows, queues, population, threads, [.. points.Select(point => BenchOperationDocument.Of(point, rates))]);
        }
        catch (InsufficientMemoryException failure)
        {
            throw new UserException($"{device.Description.Id}: {job.Name} with a batch of {job.Rows} does not fit into its memory, not even one at a time. Try a smaller --batch.", failure);
        }
    }

    private static int[]? Sizes(string? text) => text is null ? null : LayerSizes.Parse(text);

    private static Option<string?> Layers(string name, string description)
    {
        var layers = new Option<string?>(name) { Description = description, HelpName = "784-64-32-10" };
        layers.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && LayerSizes.Parse(result.Tokens[0].Value) is null)
            {
                result.AddError($"{name} {result.Tokens[0].Value}: expected at least two whole numbers from 1 to {LayerSizes.Largest} with hyphens between, such as 784-64-32-10.");
            }
        });
        return layers;
    }

    private static Option<int?> Count(string name, string description, int least, int most)
    {
        var count = new Option<int?>(name) { Description = description, HelpName = "N" };
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out var value) && value >= least && value <= most))
            {
                result.AddError($"{name} {result.Tokens[0].Value}: expected a whole number from {least} to {most}.");
            }
        });
        return count;
    }
}
