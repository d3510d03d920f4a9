using Serilog;
using Serilog.Core;
using Serilog.Events;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Hosting;
using SweepCluster.Node.Tests.Http;

namespace SweepCluster.Node.Tests.Telemetry;

public class LogTests
{
    [Fact]
    public async Task An_operator_changes_how_much_is_logged_while_the_node_runs()
    {
        await using var api = await ApiHost.StartAsync();

        Assert.Equal("information", (string?)(await api.GetAsync("/api/v1/log-level"))["level"]);
        Assert.Equal("debug", (string?)(await api.JsonAsync(200, "PUT", "/api/v1/log-level", """{"level":"debug"}"""))["level"]);
        Assert.Equal("debug", (string?)(await api.GetAsync("/api/v1/log-level"))["level"]);
        await api.JsonAsync(400, "PUT", "/api/v1/log-level", """{"level":"loud"}""");
        await api.JsonAsync(403, "PUT", "/api/v1/log-level", """{"level":"debug"}""", token: ApiHost.Viewer);
    }

    [Fact]
    public async Task Requests_are_measured_and_not_logged()
    {
        await using var node = await RunningNode.StartAsync();

        Assert.Contains("sweep_build_info", await node.ScrapeAsync(), StringComparison.Ordinal);

        Assert.NotEmpty(node.Log.All);
        Assert.DoesNotContain(node.Log.All, line => line.RenderMessage().Contains("/metrics", StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_says_less_or_more_as_soon_as_its_level_changes()
    {
        var (level, seen) = (new LoggingLevelSwitch(), new RunningNode.Lines());
        using var log = NodeLog.Open(new NodeSettings { LogLevel = LogVerbosity.Error }, level, seen);

        log.Information("unheard");
        level.MinimumLevel = LogEventLevel.Debug;
        log.Debug("heard");

        Assert.Equal(["heard"], seen.All.Select(line => line.RenderMessage()));
    }

    [Theory]
    [InlineData(LogFormat.Auto, true, false)]
    [InlineData(LogFormat.Auto, false, true)]
    [InlineData(LogFormat.Text, false, false)]
    [InlineData(LogFormat.Json, true, true)]
    public void Lines_are_for_people_on_a_terminal_and_JSON_elsewhere(LogFormat format, bool isTerminal, bool isJson) =>
        Assert.Equal(isJson, Written(new NodeSettings { LogFormat = format }, isTerminal, "said").StartsWith('{'));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_secret_and_no_place_of_a_file_is_read_in_a_log(bool isTerminal)
    {
        var postgres = new NodeSettings { Store = StoreAddress.Parse("postgres://me:pass%20word@db/sweeps")!, Tokens = ApiHost.Settings.Tokens, DataFolder = "/srv/data" };
        var sqlite = new NodeSettings { Store = StoreAddress.Parse("sqlite:/srv/hidden/sweeps.db")! };

        var said = Written(postgres, isTerminal, $"postgres://me:pass%20word@db/sweeps pass word {ApiHost.Viewer} /srv/data/mnist")
            + Written(sqlite, isTerminal, "/srv/hidden/sweeps.db is locked");

        Assert.DoesNotContain("pass", said, StringComparison.Ordinal);
        Assert.DoesNotContain("token", said, StringComparison.Ordinal);
        Assert.DoesNotContain("/srv", said, StringComparison.Ordinal);
        Assert.Contains("sweeps.db is locked", said, StringComparison.Ordinal);
    }

    private static string Written(NodeSettings settings, bool isTerminal, string said)
    {
        var seen = new RunningNode.Lines();
        using (var log = new LoggerConfiguration().WriteTo.Sink(seen).CreateLogger())
        {
            log.Information("It says {Said}", said);
        }

        using var output = new StringWriter();
        NodeLog.FormatterOf(settings, isTerminal).Format(seen.All.Single(), output);
        return output.ToString();
    }
}
