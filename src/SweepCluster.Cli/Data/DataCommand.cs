using System.CommandLine;
using System.Globalization;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Datasets.Download;
using SweepCluster.Training.Datasets.Generators;

namespace SweepCluster.Cli.Data;

/// <summary><c>sweep data</c>: which data sets there are, and how to get them.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Lists data sets and downloads the public ones.")
    {
        List(),
        Get(),
    };

    private static Command List()
    {
        var list = new Command("list", "Lists the data sets that sweep files can name.");
        list.SetAction(_ =>
        {
            Console.Out.WriteLine("generated, nothing to download:");
            foreach (var generator in GeneratorCatalogue.All)
            {
                Console.Out.WriteLine($"  {generator.Name,-14} {generator.Description}");
                foreach (var option in generator.Options)
                {
                    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {option.Name,-12} {option.Meaning} ({option.Least} to {option.Most}, {option.Default} by default)"));
                }
            }

            var locator = Locator(".");
            Console.Out.WriteLine();
            Console.Out.WriteLine("downloaded with 'sweep data get NAME':");
            foreach (var known in KnownDatasets.All)
            {
                Console.Out.WriteLine($"  {known.Name,-14} {known.Description}{(locator.Has(known.Name) ? "  [here]" : "")}");
            }

            Console.Out.WriteLine();
            Console.Out.WriteLine("your own: give 'path' in the sweep file, to IDX, CIFAR, CSV, TSV, .npy or .npz files.");
        });
        return list;
    }

    private static Command Get()
    {
        var name = new Argument<string>("NAME") { Description = "One of: " + string.Join(", ", KnownDatasets.Names) + "." };
        var get = new Command("get", "Downloads a public data set into $SWEEP_DATA, or ./data; goes on where an earlier try was cut.") { name };
        get.SetAction(async (parsed, cancellation) =>
        {
            var known = KnownDatasets.Get(parsed.GetRequiredValue(name));
            var folder = Path.Combine(Locator(".").DownloadFolder, known.Name);
            using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            await new DatasetDownloader(http).DownloadAsync(known, folder, new DownloadView(Console.Error), cancellation).ConfigureAwait(false);
            Console.Out.WriteLine(folder);
            return ExitCode.Success;
        });
        return get;
    }

    /// <summary>Where data is looked for when a file of this folder names it.</summary>
    public static DatasetLocator Locator(string sweepFolder) =>
        new(sweepFolder, Environment.CurrentDirectory, Environment.GetEnvironmentVariable(DatasetLocator.DataFolderVariable));
}
