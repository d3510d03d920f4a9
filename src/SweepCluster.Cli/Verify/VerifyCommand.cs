using System.CommandLine;
using System.Text.Json;
using SweepCluster.Compute;
using SweepCluster.Node;
using SweepCluster.Node.Devices;
using SweepCluster.Training.Conformance;

namespace SweepCluster.Cli.Verify;

/// <summary><c>sweep verify</c>: replays worked examples on every device and precision.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Conformance files (JSON) of either family.", Arity = ArgumentArity.OneOrMore };
        var device = new Option<string?>("--device") { Description = "Only these devices, with commas between several; by default the CPU at every vector width, and all GPUs.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per quantity." };
        var command = new Command("verify", "Replays worked training steps on every device and precision, and says how far off each quantity is.")
        {
            files, device, json,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), DeviceCatalogue.Split(parsed.GetValue(device)), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] files, IReadOnlyList<string> asked, bool json)
    {
        var passed = true;
        using var devices = Open(asked);
        foreach (var file in files)
        {
            using var document = Read(file);
            foreach (var device in devices.All)
            {
                foreach (var float64 in new[] { true, false })
                {
                    var errors = Replay(file, document.RootElement, device, float64);
                    passed &= errors.All(error => error.Passed);
                    Print(file, device.Description, float64, errors, json);
                }
            }
        }

        return passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static OpenDevices Open(IReadOnlyList<string> asked) => asked.Count > 0
        ? DeviceCatalogue.Open(asked, cores: null, "--device")
        : DeviceCatalogue.OpenEvery();

    private static JsonDocument Read(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserException($"{file}: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<QuantityError> Replay(string file, JsonElement document, IDevice device, bool float64)
    {
        try
        {
            return document.ValueKind != JsonValueKind.Object
                ? throw new UserException($"{file}: expected a JSON object.")
                : document.TryGetProperty("cases", out _) ? PolynomialNetworkConformance.Replay(document, device, float64)
                : document.TryGetProperty("schema", out _) ? PolyharmonicCascadeConformance.Replay(document, device, float64)
                : throw new UserException($"{file}: neither 'cases' (a polynomial network) nor 'schema' (a polyharmonic cascade) is there.");
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new UserException($"{file} is not a complete conformance file: {exception.Message}", exception);
        }
    }

    private static void Print(string file, DeviceDescription device, bool float64, IReadOnlyList<QuantityError> errors, bool json)
    {
        var precision = float64 ? "float64" : "float32";
        if (json)
        {
            foreach (var error in errors)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(
                    new VerifyLine(file, device.Kind, precision, error.Case, error.Quantity, double.IsFinite(error.LargestError) ? error.LargestError : null, error.Tolerance, error.Passed),
                    CliJson.Default.VerifyLine));
            }

            return;
        }

        Console.Out.WriteLine($"{file}  {device.Kind}  {precision}");
        foreach (var quantity in errors.GroupBy(error => error.Quantity))
        {
            var worst = quantity.OrderByDescending(error => double.IsNaN(error.LargestError) ? double.PositiveInfinity : error.LargestError).First();
            var verdict = quantity.All(error => error.Passed) ? "ok" : $"FAILED in {worst.Case}: more than {worst.Tolerance:0e-0}";
            Console.Out.WriteLine(FormattableString.Invariant($"  {quantity.Key,-28} {worst.LargestError,9:0.0e-00}  {verdict}"));
        }
    }
}
