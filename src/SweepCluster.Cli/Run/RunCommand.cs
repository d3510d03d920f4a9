using System.CommandLine;
using SweepCluster.Node.Devices;

namespace SweepCluster.Cli.Run;

/// <summary><c>sweep run</c>: one sweep file, in this process, from nothing to a map.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file (YAML); see docs/sweep-file.md." };
        var output = new Option<string?>("--out", "-o") { Description = "Folder of the results.", HelpName = "DIR", DefaultValueFactory = _ => null };
        var set = new Option<string[]>("--set") { Description = "Replaces a value of the file, for example parameters.alpha=0.7. May be given several times.", HelpName = "key=value" };
        var seed = new Option<ulong?>("--seed") { Description = "Root of all random numbers; the same as --set seed=N.", HelpName = "N" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the results that are already in the folder." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what the sweep would cost, after a short timed training, and stop." };
        var cores = new Option<int?>("--cores") { Description = "Threads to train on; all cores by default. Does not change any result.", HelpName = "N" };
        var device = new Option<string?>("--device") { Description = "The devices to train on, such as cuda:0 or cpu, with commas between several; all GPUs by default, or the CPU where there is none. See 'sweep devices'.", HelpName = "NAME" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print nothing but errors." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per line: one per trial, one at the end." };
        var listen = new Option<string?>("--listen") { Description = "Serve the live page there, such as http://127.0.0.1:7500, until Ctrl-C; port 0 takes a free one.", HelpName = "URL" };
        var open = new Option<bool>("--open") { Description = "Open the live page in a browser; on a free port of this machine unless --listen says where." };
        var plain = new Option<bool>("--plain") { Description = "Print lines instead of a live picture, as when the output is not a terminal." };

        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } path && !File.Exists(path))
            {
                result.AddError(Directory.Exists(path) ? $"{path} is a folder; name a sweep file in it." : $"{path} does not exist.");
            }
        });
        set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--set {token.Value}: expected key=value, for example --set parameters.alpha=0.7.");
            }
        });
        cores.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var count) || count is < 1 or > 1024))
            {
                result.AddError($"--cores {result.Tokens[0].Value}: expected a whole number from 1 to 1024.");
            }
        });

        var command = new Command("run", "Runs a sweep here and writes its stability map.")
        {
            file, output, set, seed, resume, dryRun, device, cores, quiet, json, plain, listen, open,
        };
        command.SetAction((parsed, cancellation) => RunHandler.RunAsync(
            new RunOptions(
                parsed.GetRequiredValue(file),
                parsed.GetValue(output),
                [.. (parsed.GetValue(set) ?? []).Select(Split), .. Seed(parsed.GetValue(seed))],
                parsed.GetValue(resume),
                parsed.GetValue(dryRun),
                parsed.GetValue(cores),
                parsed.GetValue(json) ? ProgressKind.Json
                    : parsed.GetValue(quiet) ? ProgressKind.Quiet
                    : parsed.GetValue(plain) || Console.IsOutputRedirected ? ProgressKind.Plain
                    : ProgressKind.Live)
            {
                Listen = parsed.GetValue(listen),
                Devices = DeviceCatalogue.Split(parsed.GetValue(device)),
                Open = parsed.GetValue(open),
            },
            cancellation));
        return command;
    }

    private static KeyValuePair<string, string> Split(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return new KeyValuePair<string, string>(pair[..equals].Trim(), pair[(equals + 1)..].Trim());
    }

    private static IEnumerable<KeyValuePair<string, string>> Seed(ulong? seed) =>
        seed is { } value ? [new("seed", value.ToString(System.Globalization.CultureInfo.InvariantCulture))] : [];
}
