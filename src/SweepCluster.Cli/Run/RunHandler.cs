using System.Text.Json;
using Spectre.Console;
using SweepCluster.Cli.Data;
using SweepCluster.Cluster.Preview;
using SweepCluster.Cluster.Running;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Devices;
using SweepCluster.Node.LocalRuns;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Cli.Run;

/// <summary>Does what <see cref="RunCommand"/> was asked for.</summary>
internal static class RunHandler
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellation)
    {
        var read = SweepFileReader.Read(await File.ReadAllTextAsync(options.File, cancellation).ConfigureAwait(false), options.File, options.Overrides);
        if (read.Sweep is not { } sweep)
        {
            foreach (var error in read.Errors)
            {
                await Console.Error.WriteLineAsync(error.ToString()).ConfigureAwait(false);
            }

            return ExitCode.UserMistake;
        }

        using var devices = DeviceCatalogue.Open(options.Devices, options.Cores, "--device");
        using var run = LocalRun.Prepare(sweep, DataCommand.Locator(Path.GetDirectoryName(Path.GetFullPath(options.File))!), devices.All, TimeProvider.System);
        return options.DryRun
            ? ShowPreview(options, run, cancellation)
            : await ExecuteAsync(options, run, cancellation).ConfigureAwait(false);
    }

    private static int ShowPreview(RunOptions options, LocalRun run, CancellationToken cancellation)
    {
        var preview = run.Preview(cancellation);
        Console.Out.WriteLine(options.Progress == ProgressKind.Json
            ? JsonSerializer.Serialize(preview, CliJson.Default.CostPreview)
            : PreviewText.Of(run.Sweep, run.Devices, preview));
        return ExitCode.Success;
    }

    private static async Task<int> ExecuteAsync(RunOptions options, LocalRun run, CancellationToken cancellation)
    {
        using var folder = OutputFolder.Open(options.Out ?? Path.Combine("out", run.Sweep.Name));
        var progress = new RunProgress(run.Sweep, run.Outlook, TimeProvider.System);
        var isOver = false;
        using var interruption = new Interruption(
            () =>
            {
                if (!isOver)
                {
                    SayStopping(options.Progress, progress);
                }
            },
            cancellation);
        await using var page = await LivePage.StartAsync(options, folder, cancellation).ConfigureAwait(false);
        var view = View(options.Progress, progress);
        using var disposable = view as IDisposable;

        // Off this thread: preparing and restoring are work too, and the view must live meanwhile.
        var running = Task.Run(() => ExecuteAsync(run, folder, options.Resume, progress, interruption.Token), CancellationToken.None);
        await view.ShowAsync(running).ConfigureAwait(false);
        var report = await running.ConfigureAwait(false);
        isOver = true;
        Report(options, progress, report, folder);
        if (page is not null && report.End != RunEnd.Cancelled)
        {
            await page.StayAsync(interruption.Token).ConfigureAwait(false);
        }

        return report.End == RunEnd.Cancelled ? ExitCode.Cancelled : ExitCode.Success;
    }

    private static async Task<RunReport> ExecuteAsync(LocalRun run, OutputFolder folder, bool resume, RunProgress progress, CancellationToken cancellation)
    {
        var report = await run.ExecuteAsync(folder, resume, progress, cancellation).ConfigureAwait(false);
        if (report.End == RunEnd.Complete)
        {
            progress.Completed();
        }

        return report;
    }

    private static IRunView View(ProgressKind kind, RunProgress progress) => kind switch
    {
        ProgressKind.Live => new LiveView(progress, AnsiConsole.Console),
        ProgressKind.Plain => new PlainView(progress, Console.Out),
        ProgressKind.Json => new JsonView(progress, Console.Out),
        _ => new QuietView(),
    };

    private static void SayStopping(ProgressKind kind, RunProgress progress)
    {
        progress.Stopping();
        if (kind != ProgressKind.Live)
        {
            Console.Error.WriteLine("sweep: stopping; finished trials are safe, Ctrl-C again ends at once");
        }
    }

    private static void Report(RunOptions options, RunProgress progress, RunReport report, OutputFolder folder)
    {
        foreach (var line in FailureText.Of(report.Failures))
        {
            Console.Error.WriteLine(line);
        }

        var numbers = progress.Numbers();
        var map = progress.Map();
        if (options.Progress == ProgressKind.Json)
        {
            var outcomes = OutcomeDescription.All.ToDictionary(description => description.Name, description => map.Counts[description.Outcome]);
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new SummaryLine("end", progress.Sweep.Name, EndName(report.End), numbers.Finished, numbers.Total, progress.Elapsed.TotalSeconds, outcomes, folder.Path),
                CliJson.Default.SummaryLine));
        }
        else if (options.Progress != ProgressKind.Quiet)
        {
            Console.Out.WriteLine(SummaryText.Of(progress, map, report.End, folder));
        }
    }

    private static string EndName(RunEnd end) => JsonNamingPolicy.CamelCase.ConvertName(end.ToString());
}
