using System.Text.Encodings.Web;
using System.Text.Json;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Hosting;

namespace SweepCluster.Node.Tests.Configuration;

public sealed class NodeSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-settings-").FullName;

    [Fact]
    public void Flags_win_over_the_environment_and_that_over_the_file()
    {
        var settings = Read(
            "name: file\nlog: {level: debug, format: json}\nlease: {duration: 60s}\n",
            [("SWEEP_NAME", "variable"), ("SWEEP_LOG_LEVEL", "warning")],
            [("name", "flag")]);

        Assert.Equal(("flag", LogVerbosity.Warning, LogFormat.Json, TimeSpan.FromSeconds(60)), (settings.Name, settings.LogLevel, settings.LogFormat, settings.LeaseDuration));
    }

    [Fact]
    public void A_file_may_be_json_and_lists_may_be_lists_or_texts()
    {
        var settings = Read("""{"roles": ["worker"], "devices": "cpu, cuda:0", "store": "postgres://sweep:secret@db:5433/sweeps"}""", [], []);

        Assert.Equal(NodeRole.Worker, Assert.Single(settings.Roles));
        Assert.Equal<IEnumerable<string>>(["cpu", "cuda:0"], settings.Devices);
        Assert.Equal(("postgres://sweep:secret@db:5433/sweeps", "postgres://db:5433/sweeps"), (settings.Store.Location, settings.Store.ToString()));
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_named_with_their_places()
    {
        var error = Assert.Throws<UserException>(() => Read("lisen: x\nlimits:\n  burst: many\n", [("SWEEP_LISTN", "x")], [("engine", "magic")]));

        Assert.Contains("node.yaml:1:1: lisen: unknown key; did you mean 'listen'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("node.yaml:3:3: limits.burst: found 'many', but it must be an integer", error.Message, StringComparison.Ordinal);
        Assert.Contains("SWEEP_LISTN: unknown variable; did you mean 'SWEEP_LISTEN'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("--engine: found 'magic', but it must be one of store, akka", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_tokens_an_address_that_others_can_reach_is_refused_with_the_remedy()
    {
        var error = Assert.Throws<UserException>(() => Read(null, [], [("listen", "http://0.0.0.0:7500")]));

        Assert.Contains("http://127.0.0.1:7500", error.Message, StringComparison.Ordinal);
        Assert.Contains("SWEEP_TOKENS_OPERATOR", error.Message, StringComparison.Ordinal);
        var allowed = Read(null, [("SWEEP_TOKENS_OPERATOR", "0123456789abcdef")], [("listen", "http://0.0.0.0:7500")]);
        Assert.Equal("0.0.0.0", allowed.Listen.Host);
    }

    [Fact]
    public void Tokens_are_read_from_a_file_and_never_from_the_command_line_nor_shown()
    {
        var tokens = Path.Combine(_folder, "tokens");
        File.WriteAllText(tokens, "first-token-0123456789\nsecond-token-0123456789\n");

        Assert.Equal(2, Read(null, [], [("tokens.operatorFile", tokens)]).Tokens.Operators.Length);
        var onCommandLine = Assert.Throws<UserException>(() => Read(null, [], [("tokens.operator", "0123456789abcdef")]));
        Assert.DoesNotContain("0123456789abcdef", onCommandLine.Message, StringComparison.Ordinal);
        var tooShort = Assert.Throws<UserException>(() => Read(null, [("SWEEP_TOKENS_VIEWER", "hunter2")], []));
        Assert.DoesNotContain("hunter2", tooShort.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.host", "10.0.0.7")]
    [InlineData("store", "postgres://db/sweeps")]
    public void A_node_of_akka_that_others_can_reach_must_have_a_secret(string key, string value)
    {
        var error = Assert.Throws<UserException>(() => Read(null, [], [("engine", "akka"), (key, value)]));

        Assert.Contains("Set SWEEP_AKKA_SECRET on all nodes", error.Message, StringComparison.Ordinal);
        var allowed = Read(null, [("SWEEP_AKKA_SECRET", "0123456789abcdef")], [("engine", "akka"), (key, value)]);
        Assert.Equal("0123456789abcdef", allowed.Akka.Secret);
        Assert.DoesNotContain("0123456789abcdef", allowed.ToString(), StringComparison.Ordinal);
        Assert.Null(Read(null, [], [("engine", "akka"), ("store", "postgres://127.0.0.1/sweeps")]).Akka.Secret);
    }

    [Theory]
    [InlineData("node1:7600,10.0.0.7:7600", true)]
    [InlineData("node1", false)]
    [InlineData("node1:0", false)]
    [InlineData("http://node1:7600", false)]
    public void A_seed_is_a_name_or_an_address_with_a_port(string seeds, bool isOne) =>
        Assert.Equal(isOne, SettingKeys.Find("akka.seeds")!.Set(NodeSettings.Default, seeds) is not null);

    [Fact]
    public void Without_a_choice_akka_is_taken_where_the_build_has_it_and_strangers_cannot_join()
    {
        var here = NodeEngines.HasAkka ? EngineKind.Akka : EngineKind.Store;

        Assert.Equal(here, NodeEngines.Choose(Read(null, [], [])));
        Assert.Equal(EngineKind.Store, NodeEngines.Choose(Read(null, [], [("store", "postgres://db/sweeps")])));
        Assert.Equal(here, NodeEngines.Choose(Read(null, [("SWEEP_AKKA_SECRET", "0123456789abcdef")], [("store", "postgres://db/sweeps")])));
        Assert.Equal(EngineKind.Store, NodeEngines.Choose(Read(null, [], [("engine", "store")])));
    }

    [Fact]
    public void A_heartbeat_that_could_lose_leases_is_refused() =>
        Assert.Contains("more than a third", Assert.Throws<UserException>(() => Read("lease: {duration: 6s, heartbeat: 3s}", [], [])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sqlite:", false)]
    [InlineData("sqlite:sweeps.db", true)]
    [InlineData("postgres://db/sweeps", true)]
    [InlineData("mysql://db/sweeps", false)]
    public void A_store_is_a_file_or_a_server(string address, bool isOne) => Assert.Equal(isOne, StoreAddress.Parse(address) is not null);

    [Fact]
    public void The_page_of_documentation_lists_every_setting() => Generated.AssertTable("docs/configuration.md",
    [
        "| file | environment | flag | default | |",
        "|---|---|---|---|---|",
        .. SettingKeys.All.Select(key => $"| `{key.Name}` | `{key.Variable}` | {(key.Flag is null ? "" : $"`{key.Flag}`")} | {key.Default} | {key.Description} Must be {key.Wanted}. |"),
    ]);

    [Fact]
    public void The_schema_lists_every_setting() =>
        Generated.AssertFile("docs/node.schema.json", SettingsSchema.Create().ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private NodeSettings Read(string? file, (string Name, string Text)[] environment, (string Key, string Text)[] flags)
    {
        var path = Path.Combine(_folder, "node.yaml");
        if (file is not null)
        {
            File.WriteAllText(path, file);
        }

        try
        {
            return NodeSettings.Read(
                file is null ? null : path,
                environment.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Text)),
                flags.Select(pair => KeyValuePair.Create(pair.Key, pair.Text)));
        }
        catch (UserException mistakes)
        {
            throw new UserException(mistakes.Message.Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        }
    }
}
