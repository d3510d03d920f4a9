using System.Net;
using SweepCluster.Cli.Doctor;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Tests.Remote;
using SweepCluster.Compute;
using SweepCluster.Compute.Cpu.Simd;
using SweepCluster.Storage.Sqlite;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Cli.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void This_machine_can_train() => Assert.DoesNotContain(MachineChecks.All(), finding => finding.Status == FindingStatus.Fail);

    [Fact]
    public void A_processor_without_wide_vectors_is_warned_of()
    {
        var cpu = new DeviceDescription("cpu", "cpu/x64/portable", "Old", 1L << 30, 2);
        Assert.Equal(FindingStatus.Warn, MachineChecks.Device(cpu, [SimdLevel.Portable]).Status);
        Assert.Equal(FindingStatus.Ok, MachineChecks.Device(cpu, [SimdLevel.Portable, SimdLevel.Vector256]).Status);
    }

    [Fact]
    public void Gpus_are_on_only_where_there_are_some()
    {
        Assert.EndsWith("on: cuda:0 (Card), cuda:1 (Card)", MachineChecks.Gpus(true, [new("cuda:0", "Card"), new("cuda:1", "Card")]).Found, StringComparison.Ordinal);
        Assert.EndsWith("no GPU was found; training uses the CPU", MachineChecks.Gpus(true, []).Found, StringComparison.Ordinal);
        Assert.EndsWith("not in this build; training uses the CPU", MachineChecks.Gpus(false, []).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, FindingStatus.Ok)]
    [InlineData(2, FindingStatus.Warn)]
    [InlineData(0, FindingStatus.Fail)]
    public void A_full_disk_fails_and_a_nearly_full_one_warns(long gibibytes, object expected) =>
        Assert.Equal(expected, DiskChecks.Space("/", gibibytes << 30).Status);

    [Fact]
    public void A_data_folder_that_is_not_there_fails_and_one_that_is_lists_its_data()
    {
        var missing = Path.Combine(_folder, "nowhere");
        var finding = Assert.Single(DataChecks.All(new DatasetLocator(_folder, _folder, missing)));
        Assert.Equal(FindingStatus.Fail, finding.Status);
        Assert.Contains(missing, finding.Found, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(_folder, "mnist"));
        finding = Assert.Single(DataChecks.All(new DatasetLocator(_folder, _folder, _folder)));
        Assert.Equal(FindingStatus.Ok, finding.Status);
        Assert.EndsWith(": mnist", finding.Found, StringComparison.Ordinal);
        Assert.Contains("fashion-mnist", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_is_opened_or_its_mistake_said()
    {
        var path = Path.Combine(_folder, "sweeps.db");
        Assert.Equal((FindingStatus.Ok, $"{path} is not there yet; the first node makes it"), await StoreAsync("sqlite:" + path));
        await SqliteSweepStore.Open(path).DisposeAsync();
        Assert.Equal((FindingStatus.Ok, $"{path}: 0 sweeps"), await StoreAsync("sqlite:" + path));
        await File.WriteAllTextAsync(Path.Combine(_folder, "text.db"), "this is a text, and longer than the header of a database would be if it were one");
        Assert.Equal(FindingStatus.Fail, (await StoreAsync("sqlite:" + Path.Combine(_folder, "text.db"))).Status);
        Assert.Equal(FindingStatus.Fail, (await StoreAsync("sqlite:" + Path.Combine(_folder, "no", "sweeps.db"))).Status);
        Assert.Equal(FindingStatus.Fail, (await StoreAsync("mysql://host")).Status);
    }

    [Fact]
    public async Task A_database_server_that_does_not_answer_is_named_without_its_password()
    {
        var (status, found) = await StoreAsync("postgres://user:secret@127.0.0.1:1/sweeps");
        Assert.Equal(FindingStatus.Fail, status);
        Assert.StartsWith("no server answers at 127.0.0.1:1: ", found, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_not_ready_fails_with_its_reason()
    {
        using var node = new NodeStub().Refuses("GET /readyz", HttpStatusCode.ServiceUnavailable, """{"detail":"The store is away."}""");
        using var client = node.Client();
        var finding = Assert.Single(await NodeChecks.OfAsync(client, default));
        Assert.Equal(FindingStatus.Fail, finding.Status);
        Assert.Contains("The store is away.", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_without_a_worker_fails_and_silent_nodes_are_named()
    {
        Assert.Equal(FindingStatus.Fail, NodeChecks.Workers([Node("oak", 1, "coordinator")], running: 1).Status);
        Assert.Equal(FindingStatus.Warn, NodeChecks.Workers([Node("oak", 1, "coordinator")], running: 0).Status);
        Assert.Equal(FindingStatus.Ok, NodeChecks.Workers([Node("oak", 1, "worker")], running: 1).Status);
        Assert.Equal("1 at work; nothing heard of elm", NodeChecks.Workers([Node("oak", 1, "worker"), Node("elm", 60, "worker")], running: 1).Found);
    }

    [Fact]
    public void Findings_are_a_table_with_remedies_and_a_verdict()
    {
        var text = DoctorText.Of([new Finding("disk", FindingStatus.Ok, "much"), new Finding("memory", FindingStatus.Fail, "none", "Buy some.")]);
        Assert.Equal(["  ok    disk    much", "  fail  memory  none", "        → Buy some.", "", "1 does not work."], text.Split(Environment.NewLine));
    }

    private static async Task<(FindingStatus Status, string Found)> StoreAsync(string store)
    {
        var finding = (await StoreChecks.OfAsync(store, default))[0];
        return (finding.Status, finding.Found);
    }

    private static WorkerDocument Node(string name, double silent, params string[] roles) => new(name, name, roles, "0.1.0", DateTimeOffset.UnixEpoch, false, silent, []);
}
