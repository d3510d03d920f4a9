using System.Net;
using System.Text.Json.Nodes;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage.Sweeps;

namespace SweepCluster.Node.Tests.Http;

public class SweepRouteTests
{
    [Fact]
    public async Task A_submitted_sweep_is_listed_and_its_file_reads_back_as_it()
    {
        await using var api = await ApiHost.StartAsync();
        var submitted = await api.JsonAsync(201, "POST", "/api/v1/sweeps?priority=7", ApiHost.File, "text/yaml");
        var id = (string)submitted["id"]!;

        Assert.StartsWith("tiny-", id, StringComparison.Ordinal);
        Assert.Equal(("running", 7), ((string)submitted["state"]!, (int)submitted["priority"]!));
        var listed = await api.GetAsync("/api/v1/sweeps");
        Assert.Equal((1, id), ((int)listed["total"]!, (string)listed["sweeps"]![0]!["id"]!));
        using var file = await api.SendAsync("GET", $"/api/v1/sweeps/{id}/file");
        Assert.Equal(SweepFileReader.Read(ApiHost.File, "a", []).Sweep, SweepFileReader.Read(await file.Content.ReadAsStringAsync(), "b", []).Sweep);
    }

    [Fact]
    public async Task Submitting_again_changes_nothing()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.SubmitAsync();

        var again = await api.JsonAsync(200, "POST", "/api/v1/sweeps?priority=9", ApiHost.File, "application/yaml");

        Assert.Equal((id, 0), ((string)again["id"]!, (int)again["priority"]!));
        Assert.Single(await api.Store.Sweeps.ListAsync(default));
    }

    [Fact]
    public async Task All_mistakes_of_a_file_are_named_with_their_lines()
    {
        await using var api = await ApiHost.StartAsync();

        var problem = await api.JsonAsync(422, "POST", "/api/v1/sweeps", "name: x\nfamily: polynomial-network\ndataset: {name: glyphs}\nparameters: {lamda: 1}\nbudget: {epochs: 0}\n", "application/yaml");

        var errors = problem["errors"]!.AsArray();
        Assert.Equal(2, errors.Count);
        Assert.Equal((4, "parameters.lamda"), ((int)errors[0]!["line"]!, (string)errors[0]!["key"]!));
        Assert.Contains("did you mean 'lambda'", (string)errors[0]!["message"]!, StringComparison.Ordinal);
        Assert.Equal((5, "budget.epochs"), ((int)errors[1]!["line"]!, (string)errors[1]!["key"]!));
        Assert.Empty(await api.Store.Sweeps.ListAsync(default));
    }

    [Fact]
    public async Task A_sweep_is_paused_resumed_and_cancelled_and_then_stays_so()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.SubmitAsync()}";

        Assert.Equal("paused", (string)(await api.JsonAsync(200, "POST", path + "/pause"))["state"]!);
        Assert.Equal("paused", (string)(await api.JsonAsync(200, "POST", path + "/pause"))["state"]!);
        Assert.Equal("running", (string)(await api.JsonAsync(200, "POST", path + "/resume"))["state"]!);
        Assert.Equal("cancelled", (string)(await api.JsonAsync(200, "POST", path + "/cancel"))["state"]!);
        Assert.Contains("is cancelled", (string)(await api.JsonAsync(409, "POST", path + "/resume"))["detail"]!, StringComparison.Ordinal);
        await api.JsonAsync(409, "PATCH", path, """{"priority": 1}""");
    }

    [Fact]
    public async Task The_priority_changes_within_its_range_and_nothing_else_does()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.SubmitAsync();
        var before = await api.Store.Sweeps.FindAsync(new SweepId(id), default);

        Assert.Equal(-5, (int)(await api.JsonAsync(200, "PATCH", $"/api/v1/sweeps/{id}", """{"priority": -5}"""))["priority"]!);
        await api.JsonAsync(400, "PATCH", $"/api/v1/sweeps/{id}", """{"priority": 1001}""");
        await api.JsonAsync(400, "PATCH", $"/api/v1/sweeps/{id}", """{"priority": 1, "name": "x"}""");
        await api.JsonAsync(400, "PATCH", $"/api/v1/sweeps/{id}", "null");

        var after = await api.Store.Sweeps.FindAsync(new SweepId(id), default);
        Assert.Equal(before! with { Priority = -5, Revision = after!.Revision }, after);
    }

    [Fact]
    public async Task An_extension_keeps_the_id_and_the_results_and_runs_again()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.TrainedAsync();
        Assert.True(await api.Store.Sweeps.MoveAsync(new SweepId(id), [SweepState.Running], SweepState.Finished, default));

        var extended = await api.JsonAsync(200, "POST", $"/api/v1/sweeps/{id}/extend", """{"set": ["replicates.count=5"]}""");

        Assert.Equal((id, "running"), ((string)extended["id"]!, (string)extended["state"]!));
        Assert.Equal(26, (int)extended["progress"]!["finished"]!);
        var stored = await api.Store.Sweeps.FindAsync(new SweepId(id), default);
        Assert.Equal(5, SweepFileReader.Read(stored!.ResolvedFile, "a", []).Sweep!.Replicates.Least);
    }

    [Theory]
    [InlineData("seed=2", "can only change")]
    [InlineData("budget.epochs=9", "part of every trial")]
    [InlineData("budget.batch=64", "part of every trial")]
    [InlineData("replicates.cuont=9", "unknown key")]
    [InlineData("replicates", "KEY=VALUE")]
    public async Task An_extension_that_would_make_another_sweep_is_refused(string change, string because)
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.SubmitAsync();
        var before = await api.Store.Sweeps.FindAsync(new SweepId(id), default);

        var problem = await api.JsonAsync(422, "POST", $"/api/v1/sweeps/{id}/extend", new JsonObject { ["set"] = new JsonArray(change) }.ToJsonString());

        Assert.Contains(because, problem["errors"]!.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(before, await api.Store.Sweeps.FindAsync(new SweepId(id), default));
    }

    [Fact]
    public async Task An_extension_for_another_revision_is_refused()
    {
        await using var api = await ApiHost.StartAsync();
        var path = $"/api/v1/sweeps/{await api.SubmitAsync()}";
        await api.JsonAsync(200, "POST", path + "/pause");

        await api.JsonAsync(409, "POST", path + "/extend", """{"set": ["replicates.count=5"], "revision": 0}""");
        await api.JsonAsync(200, "POST", path + "/extend", """{"set": ["replicates.count=5"], "revision": 1}""");
    }

    [Fact]
    public async Task Failed_trials_are_retried_by_cell_and_cause()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.SubmitAsync();
        var cells = SweepFileReader.Read(ApiHost.File, "a", []).Sweep!.Cells().Select(cell => cell.Id).ToArray();
        await api.FailAsync(id, "out of memory", new TrialId(cells[0], 0), new TrialId(cells[1], 0));
        await api.FailAsync(id, "the worker died", new TrialId(cells[0], 1));
        var path = $"/api/v1/sweeps/{id}";
        Assert.Equal(3, (await api.GetAsync(path + "/failures"))["failures"]!.AsArray().Count);

        Assert.Equal(0, (int)(await api.JsonAsync(200, "POST", path + "/retry", """{"cause": "nothing of the kind"}"""))["retried"]!);
        Assert.Equal(1, (int)(await api.JsonAsync(200, "POST", path + "/retry", new JsonObject { ["cells"] = new JsonArray(cells[0].Text), ["cause"] = "MEMORY" }.ToJsonString()))["retried"]!);
        Assert.Equal(2, (int)(await api.JsonAsync(200, "POST", path + "/retry"))["retried"]!);
        Assert.Empty((await api.GetAsync(path + "/failures"))["failures"]!.AsArray());
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_that_says_so()
    {
        await using var api = await ApiHost.StartAsync();

        await api.JsonAsync(404, "GET", "/api/v1/sweeps/none");
        await api.JsonAsync(404, "POST", "/api/v1/sweeps/none/pause");
        await api.JsonAsync(404, "GET", "/api/v1/nothing");
        await api.JsonAsync(405, "DELETE", "/api/v1/sweeps");
        await api.JsonAsync(415, "POST", "/api/v1/sweeps", ApiHost.File, "application/json");
        await api.JsonAsync(413, "POST", "/api/v1/sweeps", new string('#', (1 << 20) + 1), "application/yaml");
        Assert.Equal(HttpStatusCode.BadRequest, (await api.SendAsync("GET", "/api/v1/sweeps?limit=0")).StatusCode);
    }
}
