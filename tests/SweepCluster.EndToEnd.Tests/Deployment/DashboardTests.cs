using System.Text.RegularExpressions;

namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>What can be said of dashboards and their provisioning without a server.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public void There_is_one_for_the_overview_a_sweep_the_devices_and_the_store_and_engine() =>
        Assert.Equal(["sweep-device", "sweep-overview", "sweep-store-and-engine", "sweep-sweep"], Dashboard.All.Select(dashboard => dashboard.Uid).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_keeps_to_the_schema_of_Grafana_as_far_as_it_is_public()
    {
        const string program = """
            import json, jsonschema, sys
            schema = json.load(open(sys.argv[1]))
            bad = [f"{file}: {list(error.path)}: {error.message[:300]}" for file in sys.argv[2:] for error in jsonschema.Draft7Validator(schema).iter_errors(json.load(open(file)))]
            sys.exit("\n".join(bad) or 0)
            """;
        var schema = Path.Combine(Workplace.Repository, "grafana", "dashboard.schema.json");
        await MachineProgram.SucceedAsync(["/usr/bin/python3", "-c", program, schema, .. Dashboard.All.Select(dashboard => dashboard.File)]);
    }

    [Fact]
    public void Panels_have_ids_of_their_own_and_do_not_lie_on_each_other() => Assert.All(Dashboard.All, dashboard =>
    {
        var ids = dashboard.Panels.Select(panel => panel["id"]!.GetValue<int>()).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var places = new HashSet<(int, int)>();
        foreach (var grid in dashboard.Panels.Select(panel => panel["gridPos"]!))
        {
            var (x, y, w, h) = (grid["x"]!.GetValue<int>(), grid["y"]!.GetValue<int>(), grid["w"]!.GetValue<int>(), grid["h"]!.GetValue<int>());
            Assert.True(x + w <= 24);
            Assert.All(from column in Enumerable.Range(x, w) from row in Enumerable.Range(y, h) select (column, row), place => Assert.True(places.Add(place), $"{dashboard.Uid}: two panels at {place}"));
        }
    });

    [Fact]
    public void Data_sources_are_those_that_are_provisioned_and_the_map_is_read_by_SQL()
    {
        var provisioned = YamlText.File("grafana", "provisioning", "datasources", "sweepcluster.yml")["datasources"]!.AsArray().Select(source => (source!["uid"]!.ToString(), source["type"]!.ToString())).ToArray();
        Assert.Equal(2, provisioned.Distinct().Count());
        Assert.All(Dashboard.All.SelectMany(dashboard => dashboard.Queries), query => Assert.Contains((query.Source, query.Target["datasource"]!["type"]!.ToString()), provisioned));
        Assert.True(Dashboard.All.Single(dashboard => dashboard.Uid == "sweep-sweep").Queries.Single(query => query.Panel == "Stability map").IsSql);
    }

    [Fact]
    public void No_host_or_address_is_written_into_a_dashboard_or_a_data_source()
    {
        var texts = Dashboard.All.Select(dashboard => File.ReadAllText(dashboard.File)).Append(File.ReadAllText(Path.Combine(Workplace.Repository, "grafana", "provisioning", "datasources", "sweepcluster.yml")));
        Assert.All(texts, text => Assert.DoesNotMatch(@"localhost|\d+\.\d+\.\d+\.\d+|https?://|:7500|:9090|:5432", text));
        var environment = ComposeFile.Service("grafana").Environment;
        Assert.All(["PROMETHEUS_URL", "POSTGRES_ADDRESS"], name => Assert.Contains(name, environment.Keys));
    }

    [Fact]
    public void The_provider_and_the_home_page_name_files_that_are_mounted()
    {
        var mounts = ComposeFile.Service("grafana").Volumes.ToDictionary(volume => volume.Split(':')[1], volume => volume.Split(':')[0]);
        var path = YamlText.File("grafana", "provisioning", "dashboards", "sweepcluster.yml")["providers"]![0]!["options"]!["path"]!.ToString();
        Assert.Equal("./grafana/dashboards", mounts[path]);
        var home = ComposeFile.Service("grafana").Environment["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"];
        Assert.True(File.Exists(home.Replace(path, Dashboard.Folder, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_variable_that_a_query_names_is_defined_before_it()
    {
        string[] builtIn = ["__rate_interval"];
        foreach (var dashboard in Dashboard.All)
        {
            var known = builtIn.ToList();
            foreach (var variable in dashboard.Variables)
            {
                Assert.All(Named().Matches(variable.Query), name => Assert.Contains(name.Groups[1].Value, known));
                known.Add(variable.Name);
            }

            Assert.All(dashboard.Queries, query => Assert.All(Named().Matches(query.Text), name => Assert.Contains(name.Groups[1].Value, known)));
        }
    }

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex Named();
}
