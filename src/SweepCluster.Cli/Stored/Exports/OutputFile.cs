using SweepCluster.Node;

namespace SweepCluster.Cli.Stored.Exports;

/// <summary>The file of <c>--output</c>, or standard output.</summary>
internal static class OutputFile
{
    public const string StandardOutput = "-";

    /// <summary>Writes all or nothing: a file appears when it is complete.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static async Task WriteAsync(string output, Func<Stream, Task> write)
    {
        if (output == StandardOutput)
        {
            var standard = Console.OpenStandardOutput();
            await using (standard.ConfigureAwait(false))
            {
                await write(standard).ConfigureAwait(false);
            }

            return;
        }

        var temporary = output + ".part";
        try
        {
            var stream = File.Create(temporary);
            await using (stream.ConfigureAwait(false))
            {
                await write(stream).ConfigureAwait(false);
            }

            File.Move(temporary, output, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--output {output} cannot be written: {exception.Message} Name a file in a folder that exists, or - for standard output.", exception);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
