using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SweepCluster.Cli;

/// <summary>Prints a command's examples below its help.</summary>
internal static class HelpExamples
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["sweep"] =
        [
            "sweep run sweeps/quickstart.yaml          a first map, in under a minute",
            "sweep run my.yaml --dry-run               what it would cost",
            "sweep run --help                          all there is to say about running",
        ],
        ["run"] =
        [
            "sweep run sweeps/quickstart.yaml",
            "sweep run my.yaml --out out/trial-2 --set parameters.lambda=100 --set replicates.count=5",
            "sweep run my.yaml --resume                goes on where Ctrl-C or a crash stopped it",
            "sweep run my.yaml --json | jq .           one JSON object per line",
        ],
        ["export"] =
        [
            "sweep export out/quickstart --format svg --output map.svg",
            "sweep export out/quickstart --format csv --output - | head",
        ],
        ["recommend"] =
        [
            "sweep recommend out/quickstart",
            "sweep recommend out/quickstart --along B --group-by degree --confidence 0.9",
            "sweep recommend out/quickstart --json | jq .groups",
            "sweep recommend out/pnn-b-degree --he     levels, CKKS parameters and a model for encrypted inference",
            "sweep recommend out/pnn-b-degree --he --degree 8 --scale-bits 35 --output models/8",
        ],
        ["importance"] =
        [
            "sweep importance out/quickstart",
            "sweep importance out/quickstart --json | jq .stability.effects",
        ],
        ["diff"] =
        [
            "sweep diff out/before out/after",
            "sweep diff out/before out/after --threshold 0.02    exit code 1 when more than 2 % of the cells changed",
        ],
        ["zoom"] =
        [
            "sweep zoom out/quickstart --x 2:6 --run               a closer look, trained now",
            "sweep zoom out/quickstart --x 2:6 --y 3:5 --count 24x3 --out out/cliff",
            "sweep zoom out/quickstart --list",
        ],
        ["relabel"] =
        [
            "sweep relabel out/quickstart --set labels.escapeRange=1.2          what would change",
            "sweep relabel out/quickstart --set labels.degradedBy=0.05 --out out/relabelled",
        ],
        ["verify"] =
        [
            "sweep verify tests/golden/*.json",
        ],
        ["data"] =
        [
            "sweep data list",
            "sweep data get mnist",
        ],
        ["list"] =
        [
            "sweep data list",
        ],
        ["get"] =
        [
            "sweep data get mnist",
            "SWEEP_DATA=~/data sweep data get fashion-mnist",
        ],
    };

    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new WithExamples((HelpAction)help.Action!);
    }

    /// <summary>The help of any command, with its examples.</summary>
    internal sealed class WithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            if (Examples.TryGetValue(parseResult.CommandResult.Command.Name, out var examples))
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }

                output.WriteLine();
            }

            return result;
        }
    }
}
