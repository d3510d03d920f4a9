using System.CommandLine;
using System.Text.Json;
using SweepCluster.Cli.Data;
using SweepCluster.Compute;
using SweepCluster.Compute.Measuring;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node;
using SweepCluster.Node.Devices;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Devices;

/// <summary><c>sweep devices</c>: what can train here, and how fast it is.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A sweep file: also says how many of its trials each device trains at once.", Arity = ArgumentArity.ZeroOrOne };
        var device = new Option<string?>("--device") { Description = "Only these, with commas between several.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("devices", "Lists the devices that can train here, with the matrix rate and the copy bandwidth that they reach.") { file, device, json };
        command.SetAction(parsed =>
        {
            var documents = Measure(DeviceCatalogue.Split(parsed.GetValue(device)), parsed.GetValue(file));
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new DevicesDocument(documents), CliJson.Default.DevicesDocument) : DevicesText.Of(documents));
            return ExitCode.Success;
        });
        return command;
    }

    private static List<DeviceDocument> Measure(IReadOnlyList<string> asked, string? file)
    {
        using var devices = DeviceCatalogue.Open(asked.Count > 0 ? asked : ["cpu", .. DeviceCatalogue.Gpus().Select(gpu => gpu.Id)], cores: null, "--device");
        var shapes = file is null ? null : Capacities(file, devices.All);
        return [.. devices.All.Select((device, at) => Measure(device, shapes?[at]))];
    }

    private static DeviceDocument Measure(IDevice device, IReadOnlyList<ShapeCapacity>? shapes)
    {
        var rates = DeviceRates.Measure(device, TimeProvider.System);
        var (id, kind, name, memory, cores) = device.Description;
        return new DeviceDocument(id, kind, name, memory, cores, rates.MatrixFlops, rates.CopyBytes, shapes);
    }

    private static IReadOnlyList<IReadOnlyList<ShapeCapacity>> Capacities(string file, IReadOnlyList<IDevice> devices)
    {
        var read = SweepFileReader.Read(Text(file), file, []);
        var sweep = read.Sweep ?? throw new UserException(string.Join(Environment.NewLine, read.Errors));
        using var run = LocalRun.Prepare(sweep, DataCommand.Locator(Path.GetDirectoryName(Path.GetFullPath(file))!), devices, TimeProvider.System);
        return run.Capacities();
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file}: {failure.Message}", failure);
        }
    }
}
