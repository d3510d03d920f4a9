using System.CommandLine;
using System.Text.Json;
using SweepCluster.Cli.Run;
using SweepCluster.Node;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Node.LocalRuns.Zooms;

namespace SweepCluster.Cli.Stored.Zoom;

/// <summary><c>sweep zoom</c>: a child sweep of a window that begins with its parent's trials.</summary>
internal static class ZoomCommand
{
    public static Command Create()
    {
        var sweep = StoredArgument.Sweep();
        var x = Window("--x", "across");
        var y = Window("--y", "upwards");
        var count = new Option<string?>("--count") { Description = "About how many values across and upwards, such as 24x16; as many as the parent has by default. The parent's values stay.", HelpName = "NxM" };
        var output = new Option<string?>("--out", "-o") { Description = "Folder of the child; a numbered one in SWEEP/zooms by default.", HelpName = "DIR" };
        var run = new Option<bool>("--run") { Description = "Train the child now; else 'sweep run' with --resume does it later." };
        var list = new Option<bool>("--list") { Description = "List the sweep's zooms, and theirs, and stop." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Count(result.Tokens[0].Value) is null)
            {
                result.AddError($"--count {result.Tokens[0].Value}: expected two whole numbers from 2 to 4096, such as 24x16.");
            }
        });
        var command = new Command("zoom", "Looks closer at a window of a sweep's map, with the trials that are already there.") { sweep, x, y, count, output, run, list, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(sweep);
            var parent = await StoredRun.OpenAsync(folder, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(list))
            {
                ZoomTree.Print(parent.Folder, parsed.GetValue(json));
                return ExitCode.Success;
            }

            if (parsed.GetValue(x) is null && parsed.GetValue(y) is null)
            {
                throw new UserException("Give a window with --x lo:hi, --y lo:hi or both, or --list to see the zooms that are there.");
            }

            var (across, up) = (Parse(parsed.GetValue(x)), Parse(parsed.GetValue(y)));
            var child = ZoomSweep.Of(parent, across, up, parsed.GetValue(count) is { } text ? Count(text) : null);
            var target = parsed.GetValue(output) ?? Free(folder);
            await DerivedFolder.WriteAsync(target, child.Sweep, child.Reused, TimeProvider.System.GetUtcNow(), cancellation).ConfigureAwait(false);
            var record = new ZoomRecord(Path.GetRelativePath(Path.GetFullPath(target), parent.Folder), parent.Id.Text, parsed.GetValue(x), parsed.GetValue(y), child.Reused.Count);
            record.Write(target);
            var resume = new RunOptions(Path.Combine(target, "sweep.yaml"), target, [], Resume: true, DryRun: false, Cores: null, Progress(parsed.GetValue(json)));
            if (parsed.GetValue(run))
            {
                return await RunHandler.RunAsync(resume, cancellation).ConfigureAwait(false);
            }

            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new ZoomLine(target, record.Parent, record.X, record.Y, record.Reused), CliJson.Default.ZoomLine)
                : $"{target}: begins with {record.Reused} trials of {folder}.{Environment.NewLine}Go on with: sweep run {resume.File} --out {target} --resume");
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<string?> Window(string name, string direction)
    {
        var window = new Option<string?>(name) { Description = $"The window on the map's axis {direction}, both ends included; all of it by default.", HelpName = "lo:hi" };
        window.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ZoomWindow.Parse(result.Tokens[0].Value) is null)
            {
                result.AddError($"{name} {result.Tokens[0].Value}: expected two ascending numbers, such as {name} 2.5:4.");
            }
        });
        return window;
    }

    private static ZoomWindow? Parse(string? text) => text is null ? null : ZoomWindow.Parse(text);

    private static (int X, int Y)? Count(string text) =>
        text.Split('x') is [var across, var up] && int.TryParse(across, out var x) && int.TryParse(up, out var y) && x is >= 2 and <= 4096 && y is >= 2 and <= 4096
            ? (x, y)
            : null;

    private static string Free(string folder) =>
        Enumerable.Range(1, int.MaxValue).Select(number => Path.Combine(folder, "zooms", $"{number}")).First(path => !Path.Exists(path));

    private static ProgressKind Progress(bool json) =>
        json ? ProgressKind.Json : Console.IsOutputRedirected ? ProgressKind.Plain : ProgressKind.Live;
}

/// <param name="Folder">The child's folder.</param>
/// <param name="Parent">The parent's folder, relative to it.</param>
/// <param name="Reused">Trials of the parent that it begins with.</param>
internal sealed record ZoomLine(string Folder, string Parent, string? X, string? Y, int Reused);
