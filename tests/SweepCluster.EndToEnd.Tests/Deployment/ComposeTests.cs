namespace SweepCluster.EndToEnd.Tests.Deployment;

/// <summary>What can be said of <c>docker-compose.yml</c> without running it.</summary>
public sealed class ComposeTests
{
    [Fact]
    public void A_cluster_is_PostgreSQL_two_coordinators_workers_Prometheus_and_Grafana()
    {
        Assert.Equal(
            ["coordinator-1", "coordinator-2", "grafana", "postgres", "prometheus", "worker-cpu", "worker-nvidia"],
            ComposeFile.Services.Select(service => service.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["cpu"], ComposeFile.Service("worker-cpu").Profiles);
        Assert.Equal(["nvidia"], ComposeFile.Service("worker-nvidia").Profiles);
        Assert.Equal("gpu", ComposeFile.Service("worker-nvidia").Json["deploy"]!["resources"]!["reservations"]!["devices"]![0]!["capabilities"]![0]!.ToString());
    }

    [Fact]
    public void Every_service_has_a_health_check_and_a_time_to_stop()
    {
        Assert.All(ComposeFile.Services, service =>
        {
            Assert.NotEmpty(service.HealthCheck);
            Assert.InRange(service.StopGrace, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));
        });
    }

    [Fact]
    public void Every_secret_comes_from_a_file_and_none_is_written_down()
    {
        var secrets = ComposeFile.Root["secrets"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!["file"]!.ToString());
        Assert.All(secrets.Values, file => Assert.StartsWith("secrets/", file, StringComparison.Ordinal));
        Assert.All(ComposeFile.Services.SelectMany(service => service.Secrets), name => Assert.Contains(name, secrets.Keys));
        Assert.All(secrets.Keys, name => Assert.Contains(ComposeFile.Services, service => service.Secrets.Contains(name)));
        foreach (var (name, value) in ComposeFile.Services.SelectMany(service => service.Environment))
        {
            if (name.Contains("PASSWORD", StringComparison.Ordinal) || name.Contains("TOKEN", StringComparison.Ordinal))
            {
                Assert.EndsWith("_FILE", name, StringComparison.Ordinal);
                Assert.Contains(value["/run/secrets/".Length..], secrets.Keys);
            }

            Assert.DoesNotMatch("://[^/@]*:[^/@]*@", value);
        }
    }

    [Fact]
    public async Task The_script_for_secrets_makes_each_of_them_once()
    {
        using var workplace = new Workplace();
        await MachineProgram.SucceedAsync(Path.Combine(Workplace.Repository, "deploy", "secrets"), workplace.File("secrets"));
        var made = workplace.Names("secrets").ToDictionary(name => name, name => File.ReadAllText(workplace.File("secrets", name)));
        await MachineProgram.SucceedAsync(Path.Combine(Workplace.Repository, "deploy", "secrets"), workplace.File("secrets"));
        Assert.Equal(ComposeFile.Root["secrets"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal), made.Keys);
        Assert.All(made, pair => Assert.Equal(pair.Value, File.ReadAllText(workplace.File("secrets", pair.Key))));
        Assert.All(made.Values, secret => Assert.Matches("^[A-Za-z0-9_-]{32}\n$", secret));
        Assert.Equal(made.Count, made.Values.Distinct().Count());
    }

    [Fact]
    public void Everything_that_is_mounted_is_in_the_repository()
    {
        var mounted = ComposeFile.Services.SelectMany(service => service.Volumes).Where(volume => volume.StartsWith("./", StringComparison.Ordinal)).Select(volume => volume.Split(':')[0]);
        Assert.All(mounted, path => Assert.True(Path.Exists(Path.Combine(Workplace.Repository, path)), $"{path} is not there"));
        var named = ComposeFile.Services.SelectMany(service => service.Volumes).Where(volume => !volume.StartsWith("./", StringComparison.Ordinal)).Select(volume => volume.Split(':')[0]);
        Assert.Equal(ComposeFile.Root["volumes"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nodes_may_write_nothing_but_their_volumes_and_gain_no_rights()
    {
        Assert.All(ComposeFile.Services.Where(service => service.IsNode), service =>
        {
            Assert.True(service.Json["read_only"]!.GetValue<bool>());
            Assert.Equal("ALL", service.Json["cap_drop"]![0]!.ToString());
            Assert.Equal("no-new-privileges:true", service.Json["security_opt"]![0]!.ToString());
        });
    }

    [Fact]
    public void Ports_are_open_to_this_machine_alone()
    {
        var ports = ComposeFile.Services.SelectMany(service => service.Json["ports"]?.AsArray().Select(port => port!.ToString()) ?? []).ToArray();
        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }
}
