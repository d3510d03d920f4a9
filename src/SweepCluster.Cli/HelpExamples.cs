using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

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
            "sweep run my.yaml --open                  its map fills in in a browser",
            "sweep run my.yaml --device cuda:0         on one GPU; see 'sweep devices'",
        ],
        ["devices"] =
        [
            "sweep devices",
            "sweep devices sweeps/pnn-b-degree.yaml    how many of its trials each device trains at once",
            "sweep devices --device cuda:0 --json",
        ],
        ["bench"] =
        [
            "sweep bench devices",
        ],
        ["bench devices"] =
        [
            "sweep bench devices",
            "sweep bench devices --device cuda:0 --network 784-64-32-10 --batch 128 --population 1024",
            "sweep bench devices --cascade 784-100-20-20-10 --batch 2000 --population 1",
            "sweep bench devices --json | jq '.devices[].jobs[].operations[] | select(.share < 0.5)'",
        ],
        ["export"] =
        [
            "sweep export out/quickstart --format svg --output map.svg",
            "sweep export out/quickstart --format csv --output - | head",
            "sweep export quickstart-3f --url http://10.0.0.5:7500 --format npz --output map.npz",
        ],
        ["recommend"] =
        [
            "sweep recommend out/quickstart",
            "sweep recommend out/quickstart --along B --group-by degree --confidence 0.9",
            "sweep recommend out/quickstart --json | jq .groups",
            "sweep recommend quickstart-3f --url http://10.0.0.5:7500",
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
        ["submit"] =
        [
            "sweep submit my.yaml --url http://10.0.0.5:7500",
            "sweep watch $(sweep submit my.yaml --quiet)          SWEEP_URL names the node",
            "generate-sweep | sweep submit - --priority 10",
        ],
        ["list"] =
        [
            "sweep list",
            "sweep list --json | jq '.sweeps[] | select(.state == \"running\") | .id'",
        ],
        ["show"] =
        [
            "sweep show quickstart-3f",
            "sweep show quickstart-3f --json | jq .failures",
        ],
        ["watch"] =
        [
            "sweep watch quickstart-3f",
            "sweep watch quickstart-3f --quiet && sweep export quickstart-3f --url http://127.0.0.1:7500 --format png --output map.png",
        ],
        ["pause"] =
        [
            "sweep pause quickstart-3f",
        ],
        ["resume"] =
        [
            "sweep resume quickstart-3f",
        ],
        ["cancel"] =
        [
            "sweep cancel quickstart-3f",
        ],
        ["extend"] =
        [
            "sweep extend quickstart-3f --set replicates.count=10",
        ],
        ["retry"] =
        [
            "sweep retry quickstart-3f                            every trial that machines failed",
            "sweep retry quickstart-3f --cause 'out of memory'",
        ],
        ["logs"] =
        [
            "sweep logs quickstart-3f",
            "sweep logs quickstart-3f --follow --json | jq -r .text",
        ],
        ["workers"] =
        [
            "sweep workers --url http://10.0.0.5:7500",
            "SWEEP_TOKEN=$(cat token) sweep workers --json | jq '.workers[].devices'",
        ],
        ["doctor"] =
        [
            "sweep doctor",
            "sweep doctor --url http://10.0.0.5:7500 --store sqlite:sweeps.db",
            "sweep doctor --json | jq '.findings[] | select(.status != \"ok\")'",
        ],
        ["verify"] =
        [
            "sweep verify tests/golden/*.json",
            "sweep verify tests/golden/*.json --device cuda:0",
        ],
        ["data"] =
        [
            "sweep data list",
            "sweep data get mnist",
        ],
        ["data list"] =
        [
            "sweep data list",
        ],
        ["data get"] =
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
            if (Examples.TryGetValue(Path(parseResult.CommandResult), out var examples))
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

        // Two commands may end in the same word, as 'list' and 'data list'; the program's own name is left out.
        private static string Path(CommandResult command) =>
            command.Parent is CommandResult { Parent: CommandResult } parent ? $"{Path(parent)} {command.Command.Name}" : command.Command.Name;
    }
}
