using System.CommandLine;
using System.Globalization;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Node;

namespace SweepCluster.Cli.Remote;

/// <summary><c>sweep submit</c>: sends a sweep file to a node.</summary>
internal static class SubmitCommand
{
    private const string StandardInput = "-";

    // What messages call a file that has no name.
    private const string StandardInputName = "standard input";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file (YAML); - is standard input." };
        var priority = new Option<int?>("--priority") { Description = "Sweeps of higher priority are trained first; 0 by default.", HelpName = "N" };
        priority.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"--priority {result.Tokens[0].Value}: expected a whole number, such as 10.");
            }
        });
        var remote = new RemoteOptions();
        var command = new Command("submit", "Sends a sweep file to a node, which trains it with all workers of its cluster.") { file, priority };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            var yaml = await ReadAsync(path, cancellation).ConfigureAwait(false);
            using var client = remote.Connect(parsed);
            return await RunAsync(client, path == StandardInput ? StandardInputName : path, yaml, parsed.GetValue(priority), remote.Answer(parsed), Console.Error, cancellation).ConfigureAwait(false);
        });
        return command;
    }

    /// <param name="file">What messages call the text.</param>
    public static async Task<int> RunAsync(SweepClient client, string file, string yaml, int? priority, Answer answer, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var (sweep, isNew) = await client.SubmitAsync(yaml, priority, cancellation).ConfigureAwait(false);
            answer.Write(
                sweep,
                RemoteJson.Default.SweepDocument,
                () => $"{sweep.Id} {(isNew ? "is submitted" : $"was submitted before and is {sweep.State}")}. 'sweep watch {sweep.Id}' shows how it goes.",
                sweep.Id);
            return ExitCode.Success;
        }
        catch (RefusedException refused) when (refused.FileErrors.Count > 0)
        {
            foreach (var mistake in refused.FileErrors)
            {
                await error.WriteLineAsync(mistake.Text(file)).ConfigureAwait(false);
            }

            return ExitCode.UserMistake;
        }
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        if (path == StandardInput)
        {
            return await Console.In.ReadToEndAsync(cancellation).ConfigureAwait(false);
        }

        try
        {
            return await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException(Directory.Exists(path) ? $"{path} is a folder; name a sweep file in it." : $"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
