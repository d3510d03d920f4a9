using System.Text.RegularExpressions;
using SweepCluster.Testing;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>Commands of the documentation are run as they stand there, with hosts and ports of this machine.</summary>
[Collection(ComposeCollection.Name)]
public sealed partial class DocumentationTests(ComposeCluster cluster)
{
    /// <summary>Blocks that no test runs, by how they begin, and why.</summary>
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["docker compose --profile cpu up"] = "needs a container engine; the same processes are run by ComposeProcessTests",
        ["sudo -u postgres createuser"] = "needs a server that an administrator owns; the fixture makes user and database",
        ["sudo useradd"] = "changes the machine; the units are verified by SystemdTests",
        ["kubectl create namespace"] = "needs a Kubernetes cluster; the manifests are checked by KubernetesTests",
        ["SWEEP_STORE='postgres://sweep@db.example/sweeps?passwordfile=/home/me"] = "needs Slurm; the script is run by SlurmTests",
    };

    /// <summary>Indented commands by how they begin, and the tests that run them or the like of them.</summary>
    private static readonly Dictionary<string, string> RunElsewhere = new()
    {
        ["./sweep run sweeps/"] = "ShippedSweepTests",
        ["SWEEP_DATA=DIR ./sweep run sweeps/"] = "ShippedSweepTests",
        ["./sweep run my.yaml --dry-run"] = "ProgressTests",
        ["./sweep run my.yaml --set"] = "FolderTests",
        ["./sweep run my.yaml --json"] = "ProgressTests",
        ["./sweep run my.yaml --device"] = "DeviceTests",
        ["./sweep devices"] = "DeviceTests",
        ["sweep devices"] = "DeviceTests",
        ["sweep bench devices"] = "DeviceTests",
        ["sweep verify"] = "DeviceTests",
        ["sweep run sweeps/pnn-b-degree.yaml --device"] = "DeviceTests",
        ["./sweep data"] = "DataCommandTests",
        ["./sweep verify"] = "VerifyTests",
        ["./sweep recommend out/quickstart"] = nameof(DocumentationTests),
        ["./sweep recommend out/pnn-b-degree"] = "HomomorphicTests",
        ["./sweep recommend out/my-sweep --he"] = "HomomorphicTests",
        ["./sweep importance"] = nameof(DocumentationTests),
        ["./sweep export out/quickstart"] = nameof(DocumentationTests),
        ["./sweep export out/pnn-b-degree"] = "StoredSweepTests",
        ["./sweep diff"] = nameof(DocumentationTests),
        ["./sweep relabel"] = nameof(DocumentationTests),
        ["./sweep zoom"] = nameof(DocumentationTests),
        ["./sweep node --roles"] = "ComposeProcessTests",
        ["sweep node"] = nameof(DocumentationTests),
        ["sweep run my.yaml --"] = "AccessTests",
        ["id="] = nameof(DocumentationTests),
        ["./sweep watch"] = "RealNodeTests",
        ["sweep watch"] = "RealNodeTests",
        ["./sweep export \"$id\""] = "ExportTests",
        ["./sweep workers"] = nameof(DocumentationTests),
        ["./sweep doctor"] = nameof(DocumentationTests),
        ["curl -H"] = nameof(DocumentationTests),
        ["SWEEP_SOAK=1 dotnet test"] = "LargeMapTests",
    };

    /// <summary>Indented commands that no test runs, by how they begin, and why.</summary>
    private static readonly Dictionary<string, string> NotWorthRunning = new()
    {
        ["dotnet build src/SweepCluster.Cli"] = "needs a package that not every feed has; the build without it is what runs the tests",
        ["git clone"] = "whoever runs the tests has done it",
        ["export SWEEP_URL"] = "the addresses of a reader's own cluster",
        ["./test"] = "runs the tests themselves",
        ["bench/"] = "takes minutes on a quiet machine; what it measures is in bench",
    };

    // Each page is one session. A node that is started in the background is waited for, as a reader would.
    private const string Prelude = """
        set -euo pipefail
        PATH=$PWD/bin:$PATH
        trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
        until_up() { for i in $(seq 300); do if curl --fail --silent --output /dev/null "$1/readyz"; then return; fi; sleep 0.2; done; echo "$1 is not up" >&2; return 1; }

        """;

    [Fact]
    public void Every_block_is_run_or_there_is_a_reason_why_not()
    {
        var blocks = new[] { "deployment.md", "operating.md" }.SelectMany(DocumentedCommands.Of).ToArray();
        Assert.True(blocks.Count(block => block.IsRun) >= 8);
        Assert.All(blocks.Where(block => !block.IsRun), block => Assert.Single(NotRun.Keys, start => block.Text.StartsWith(start, StringComparison.Ordinal)));
        Assert.All(NotRun.Keys, start => Assert.Contains(blocks, block => block.Text.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_cluster_by_hand_comes_up_by_the_commands_of_the_page()
    {
        using var workplace = PlaceWithSources();
        Directory.CreateDirectory(workplace.File("secrets"));
        File.Copy(cluster.SecretPath("postgres_password"), workplace.File("secrets", "postgres_password"));
        var database = new Uri(await PostgresServer.CreateDatabaseAsync(cluster.Postgres.Url)).AbsolutePath;
        var ports = new[] { ComposeCluster.FreePort(), ComposeCluster.FreePort() };
        var next = 0;
        var commands = string.Concat(DocumentedCommands.Of("deployment.md").Where(block => block.IsRun && (block.Text[..7] != "kubectl" || MachineProgram.Find("kubectl") is not null)).Select(block => block.Text))
            .Replace("db.example:5432/sweeps", $"127.0.0.1:{cluster.Postgres.Port}{database}", StringComparison.Ordinal)
            .Replace("gpu1.example:7500", $"127.0.0.1:{ports[0]}", StringComparison.Ordinal);
        commands = Background().Replace(commands, line => line.Value.Replace("0.0.0.0:7500", $"127.0.0.1:{ports[next]}", StringComparison.Ordinal) + $"\nuntil_up http://127.0.0.1:{ports[next++]}");
        var said = await RunAsync(workplace, commands);
        Assert.Equal(2, next);
        Assert.Contains("gpu1", said, StringComparison.Ordinal);
        Assert.Contains("gpu2", said, StringComparison.Ordinal);
        Assert.Contains("quickstart", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_is_operated_by_the_commands_of_the_page()
    {
        using var workplace = PlaceWithSources();
        Directory.CreateSymbolicLink(workplace.File("secrets"), cluster.SecretPath("."));
        var commands = string.Concat(DocumentedCommands.Of("operating.md").Where(block => block.IsRun).Select(block => block.Text));
        await RunAsync(workplace, commands, ("SWEEP_URL", $"http://{cluster.Address("coordinator-1")}"), ("DATABASE_URL", cluster.StoreUrl));
        Assert.Contains("sweeps.dump", workplace.Names());
    }

    [Fact]
    public async Task What_the_README_says_of_a_map_is_done_by_its_commands()
    {
        using var workplace = new Workplace();
        workplace.Write("quickstart.yaml", Sweeps.Small.Replace("name: small", "name: quickstart", StringComparison.Ordinal));
        var commands = DocumentedCommands.Indented("../README.md").Where(line => line.Contains("out/quickstart", StringComparison.Ordinal) || line.Contains("out/before", StringComparison.Ordinal)).ToArray();
        Assert.Equal(7, commands.Length);
        string[] before = ["sweep run quickstart.yaml", "cp --recursive out/quickstart out/before", "cp --recursive out/quickstart out/after"];
        await RunAsync(workplace, string.Join('\n', before.Concat(commands.Select(line => line.Replace("./sweep", "sweep", StringComparison.Ordinal)))) + "\n");
        Assert.Contains("report.html", workplace.Names());
        Assert.NotEmpty(Directory.GetDirectories(workplace.File("out", "quickstart", "zooms")));
    }

    [Fact]
    public async Task The_API_is_asked_by_the_commands_of_its_page()
    {
        using var workplace = new Workplace();
        workplace.Write("my.yaml", Sweeps.Small.Replace("name: small", "name: by-curl", StringComparison.Ordinal));
        var commands = DocumentedCommands.Indented("api.md").Select(line => line.Replace("127.0.0.1:7500", cluster.Address("coordinator-1"), StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, commands.Length);
        var said = await RunAsync(workplace, string.Join('\n', commands.Reverse()) + "\n", ("TOKEN", cluster.Secret("operator_tokens")));
        Assert.Equal(2, said.Split("by-curl-").Length - 1);
    }

    [Fact]
    public void Every_indented_command_is_run_by_a_test_that_is_named_or_there_is_a_reason_why_not()
    {
        var docs = Path.Combine(Workplace.Repository, "docs");
        var commands = Directory.GetFiles(docs, "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(docs, file)).Append("../README.md").SelectMany(DocumentedCommands.Indented).ToArray();
        Assert.True(commands.Length > 30);
        Assert.All(commands, command => Assert.Contains(RunElsewhere.Keys.Concat(NotWorthRunning.Keys), start => command.StartsWith(start, StringComparison.Ordinal)));
        Assert.All(RunElsewhere.Keys.Concat(NotWorthRunning.Keys), start => Assert.Contains(commands, command => command.StartsWith(start, StringComparison.Ordinal)));
        var tests = Directory.GetFiles(Path.Combine(Workplace.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Assert.All(RunElsewhere.Values, test => Assert.Contains(test, tests));
    }

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var pages = Directory.GetFiles(Path.Combine(Workplace.Repository, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Workplace.Repository, "README.md"));
        foreach (var page in pages)
        {
            Assert.All(Link().Matches(File.ReadAllText(page)).Select(link => link.Groups[1].Value), target =>
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)), $"{page} links to {target}"));
        }
    }

    [Fact]
    public void Every_page_is_in_the_list_of_pages()
    {
        var docs = Path.Combine(Workplace.Repository, "docs");
        var list = File.ReadAllText(Path.Combine(docs, "README.md"));
        Assert.All(Directory.GetFiles(docs, "*.md").Select(Path.GetFileName).Where(name => name != "README.md"), name => Assert.Contains($"({name})", list, StringComparison.Ordinal));
    }

    private static Workplace PlaceWithSources()
    {
        var workplace = new Workplace();
        foreach (var name in new[] { "deploy", "sweeps", "docs" })
        {
            Directory.CreateSymbolicLink(workplace.File(name), Path.Combine(Workplace.Repository, name));
        }

        return workplace;
    }

    private static async Task<string> RunAsync(Workplace workplace, string commands, params (string Name, string Value)[] variables)
    {
        var script = workplace.Write("commands", Prelude + commands);
        Directory.CreateDirectory(workplace.File("bin"));
        await File.WriteAllTextAsync(workplace.File("bin", "sweep"), "#!/bin/sh\nexec dotnet \"$SWEEP_DLL\" \"$@\"\n");
        await MachineProgram.SucceedAsync("chmod", "+x", workplace.File("bin", "sweep"));
        KeyValuePair<string, string>[] environment =
        [
            KeyValuePair.Create("SWEEP_DLL", Path.Combine(AppContext.BaseDirectory, "sweep.dll")),
            KeyValuePair.Create("DOTNET_PROCESSOR_COUNT", "1"),
            .. variables.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)),
        ];
        var ended = await MachineProgram.RunAsync(["bash", script], environment, workplace.Folder);
        Assert.True(ended.ExitCode == 0, $"{ended.ExitCode}\n{commands}\n{ended.Output}\n{ended.Error}");
        return ended.Output;
    }

    [GeneratedRegex(@"^sweep node .*&$", RegexOptions.Multiline)]
    private static partial Regex Background();

    [GeneratedRegex(@"\]\(([^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
