using System.CommandLine;
using SweepCluster.Export;
using SweepCluster.Node;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Cli.Stored.Exports;

/// <summary><c>sweep export</c>: a stored sweep as a picture, table or document.</summary>
internal static class ExportCommand
{
    private const string StandardOutput = "-";

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
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print nothing but errors." };
        format.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ExportFormats.Find(result.Tokens[0].Value) is null)
            {
                result.AddError($"--format {result.Tokens[0].Value}: expected one of {string.Join(", ", ExportFormats.All.Select(format => format.Name))}.");
            }
        });
        var command = new Command("export", "Writes a sweep's map, tables or traces to a file, while it runs or later.") { sweep, format, output, quiet };
        command.SetAction(async (parsed, cancellation) =>
        {
            var run = await StoredRun.OpenAsync(parsed.GetRequiredValue(sweep), cancellation).ConfigureAwait(false);
            var (kind, file) = (ExportFormats.Find(parsed.GetRequiredValue(format))!, parsed.GetRequiredValue(output));
            Write(run.ToExport(), kind, file);
            if (file != StandardOutput && !parsed.GetValue(quiet))
            {
                Console.Out.WriteLine(ExportText.Of(run.Map, kind, file));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(ExportContext context, ExportFormat format, string output)
    {
        if (output == StandardOutput)
        {
            using var stream = Console.OpenStandardOutput();
            format.Write(context, stream);
            return;
        }

        var temporary = output + ".part";
        try
        {
            using (var stream = File.Create(temporary))
            {
                format.Write(context, stream);
            }

            File.Move(temporary, output, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--output {output} cannot be written: {exception.Message} Name a file in a folder that exists, or - for standard output.", exception);
        }
    }
}
