using System.CommandLine;
using SweepCluster.Cli.Remote;
using SweepCluster.Export;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Exports;

/// <summary><c>sweep export</c>: a stored sweep as a picture, table or document.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var sweep = StoredArgument.Sweep();
        var format = new Option<string>("--format", "-f")
        {
            Description = "One of: " + string.Join(" ", ExportFormats.All.Select(format => $"{format.Name}: {format.Description}")),
            HelpName = "FORMAT",
            Required = true,
        };
        var output = new Option<string>("--output", "-o") { Description = "The file to write; - is standard output.", HelpName = "FILE", Required = true };
        var url = RemoteOptions.SweepUrl();
        var tokenFile = RemoteOptions.TokenFile();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print nothing but errors." };
        format.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ExportFormats.Find(result.Tokens[0].Value) is null)
            {
                result.AddError($"--format {result.Tokens[0].Value}: expected one of {string.Join(", ", ExportFormats.All.Select(format => format.Name))}.");
            }
        });
        var command = new Command("export", "Writes a sweep's map, tables or traces to a file, while it runs or later.") { sweep, format, output, url, tokenFile, quiet };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (kind, file) = (ExportFormats.Find(parsed.GetRequiredValue(format))!, parsed.GetRequiredValue(output));
            if (parsed.GetValue(url) is { } node)
            {
                using var client = RemoteOptions.Connect(node, parsed.GetValue(tokenFile));
                return await RemoteExport.RunAsync(client, parsed.GetRequiredValue(sweep), kind.Name, file, parsed.GetValue(quiet), cancellation).ConfigureAwait(false);
            }

            var run = await StoredRun.OpenAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
            var context = run.ToExport();
            await OutputFile.WriteAsync(file, stream =>
            {
                kind.Write(context, stream);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            if (file != OutputFile.StandardOutput && !parsed.GetValue(quiet))
            {
                Console.Out.WriteLine(ExportText.Of(run.Map, kind, file));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
