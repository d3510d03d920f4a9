using System.Text.Json;

namespace SweepCluster.EndToEnd.Tests;

/// <summary>Choosing devices, and what they have in common.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly Workplace _place = new();

    public DeviceTests() => _place.Write("small.yaml", Sweeps.Small);

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("cuda:99", "--device", "cuda:99", "There is: cpu")]
    [InlineData("gpu", "--device", "'gpu' is not the name of a device", "There is: cpu")]
    public async Task A_device_that_is_not_there_is_refused_with_those_that_are(string device, params string[] told) =>
        (await _place.RunAsync("run", "small.yaml", "--device", device)).AssertMistake(told);

    [Fact]
    public async Task A_node_names_the_setting_that_asks_for_a_device_that_is_not_there() =>
        (await _place.RunAsync("node", "--device", "cuda:99", "--listen", "http://127.0.0.1:0")).AssertMistake("devices", "cuda:99", "There is: cpu");

    [Fact]
    public async Task Devices_are_listed_with_what_they_reach_and_what_they_hold()
    {
        var ended = await _place.RunAsync("devices", "small.yaml", "--device", "cpu", "--json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var device = Assert.Single(JsonDocument.Parse(ended.Output).RootElement.GetProperty("devices").EnumerateArray());
        Assert.Equal("cpu", device.GetProperty("id").GetString());
        Assert.True(device.GetProperty("matrixFlops").GetDouble() > 0);
        Assert.True(device.GetProperty("copyBytes").GetDouble() > 0);

        // The networks with a polynomial, and the references with the exact activation.
        Assert.Equal(2, device.GetProperty("shapes").GetArrayLength());
        Assert.All(device.GetProperty("shapes").EnumerateArray(), shape => Assert.True(shape.GetProperty("trials").GetInt64() >= 1));

        var table = await _place.RunAsync("devices", "--device", "cpu");
        Assert.Matches(@"\n  cpu +\d+ +\S+ GiB +\S+ GFLOP/s +\S+ GB/s +\S", table.Output);
    }

    [Fact]
    public async Task Operations_of_a_training_step_are_compared_with_what_the_device_could_do()
    {
        string[] small = ["bench", "devices", "--device", "cpu", "--network", "8-6-3", "--batch", "16", "--population", "4", "--repetitions", "1"];
        var ended = await _place.RunAsync([.. small, "--json"]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var device = Assert.Single(JsonDocument.Parse(ended.Output).RootElement.GetProperty("devices").EnumerateArray());
        var job = Assert.Single(device.GetProperty("jobs").EnumerateArray());
        Assert.Equal(("network 8-6-3", 16), (job.GetProperty("model").GetString(), job.GetProperty("batch").GetInt32()));
        Assert.All(job.GetProperty("operations").EnumerateArray(), operation => Assert.True(operation.GetProperty("share").GetDouble() > 0));

        var table = await _place.RunAsync(small);
        Assert.Matches(@"\nnetwork 8-6-3, batch 16, .*\n +operation +each member +time", table.Output);
        (await _place.RunAsync("bench", "devices", "--network", "8")).AssertMistake("--network 8", "784-64-32-10");
    }

#if WITH_ILGPU
    private const string Network = """
        name: network
        family: polynomial-network
        dataset: {name: teacher, train: 96, test: 128, validation: 64}
        parameters: {hidden: [6], degree: 4, clip: none, lambda: 0}
        axes:
          - {parameter: learningRate, values: [0.05, 1.0e6]}
          - {parameter: B, values: [0.1, 8]}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 6, batch: 32}
        """;

    private const string Cascade = """
        name: cascade
        family: polyharmonic-cascade
        dataset: {name: sincos, train: 48, test: 32, validation: 16}
        parameters: {hidden: [3], constellation: octahedron}
        axes:
          - {parameter: alpha, values: [1.0e-12, 0.001]}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 2, batch: 16}
        """;

    // ILGPU's own CPU accelerator runs the kernels that GPUs run.
    [Theory]
    [InlineData(Network, "diverged")]
    [InlineData(Cascade, "singular")]
    public async Task The_map_of_an_accelerator_is_that_of_the_cpu_and_its_own_again_to_the_bit(string sweep, string outcome)
    {
        _place.Write("sweep.yaml", sweep);
        foreach (var (device, folder) in new[] { ("cpu", "cpu"), ("ilgpu-cpu", "first"), ("ilgpu-cpu", "second") })
        {
            Assert.Equal(new Ended(0, "", ""), await _place.RunAsync("run", "sweep.yaml", "--device", device, "--out", folder, "--quiet"));
        }

        _place.AssertSameResults("first", "second");
        var diff = await _place.RunAsync("diff", "cpu", "first");
        Assert.Equal((0, ""), (diff.ExitCode, diff.Error));
        Assert.Equal(Rows("cpu"), Rows("first"));
        Assert.NotEmpty(Rows("first"));
        Assert.Contains("ilgpu/cpu", File.ReadAllText(_place.File("first", "environment.json")), StringComparison.Ordinal);

        // Far from the boundary the outcome does not depend on the device, and neither does the step.
        string[] Rows(string folder) => [.. File.ReadLines(_place.File(folder, "trials.csv")).Where(row => row.Contains($",{outcome},", StringComparison.Ordinal)).Select(row => string.Join(',', row.Split(',')[..7]))];
    }

    [Fact]
    public async Task The_worked_examples_hold_on_an_accelerator()
    {
        var ended = await _place.RunAsync(["verify", "--device", "ilgpu-cpu", .. Directory.GetFiles(Path.Combine(Workplace.Repository, "tests", "golden"), "*.json")]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Contains("ilgpu/cpu", ended.Output, StringComparison.Ordinal);
    }
#endif
}
