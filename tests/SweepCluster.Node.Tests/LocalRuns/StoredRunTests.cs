using SweepCluster.Domain.Outcomes;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Tests.LocalRuns;

public sealed class StoredRunTests : IDisposable
{
    private readonly StoredSweep _stored = new();

    public void Dispose() => _stored.Dispose();

    private async Task<string> MistakeAsync(string name) =>
        (await Assert.ThrowsAsync<UserException>(() => StoredRun.OpenAsync(_stored.PathOf(name), default))).Message;

    [Fact]
    public async Task A_folder_gives_back_the_sweep_its_results_and_its_map()
    {
        var run = await _stored.OpenAsync(StoredSweep.Grid);

        Assert.Equal(SweepIdentity.Of(StoredSweep.Read(StoredSweep.Grid)), run.Id);
        Assert.Equal(_stored.PathOf("o"), run.Folder);
        Assert.Equal((12, 24), (run.Map.Cells.Length, run.Map.Counts.Total));
        Assert.Equal((12, 12), (run.Map.Counts[Outcome.Stable], run.Map.Counts[Outcome.Diverged]));
        Assert.Equal(24 + run.Map.References.Sum(cell => cell.Trials.Length), run.Results.Count);
        Assert.True(run.IsComplete);
    }

    [Fact]
    public async Task A_part_of_the_results_is_a_map_with_pending_cells_that_is_not_complete()
    {
        var run = await _stored.OpenAsync(StoredSweep.Grid, trial => trial.Cell.IsReference || trial.Cell.Parameters.Real("B") < 8);

        Assert.False(run.IsComplete);
        Assert.Equal((12, 3), (run.Map.Cells.Length, run.Map.PendingCells));
    }

    [Fact]
    public async Task Other_thresholds_give_the_same_cells_other_labels_and_leave_the_map_as_it_is()
    {
        var run = await _stored.OpenAsync(StoredSweep.Grid);

        var relabelled = run.Relabelled(run.Sweep.Labels with { EscapeRange = 0.5 });

        Assert.Equal(run.Map.Cells.Select(cell => cell.Cell.Id), relabelled.Cells.Select(cell => cell.Cell.Id));
        Assert.Equal((0, 12, 12), (relabelled.Counts[Outcome.Stable], relabelled.Counts[Outcome.Escaped], relabelled.Counts[Outcome.Diverged]));
        Assert.Equal(12, run.Map.Counts[Outcome.Stable]);
    }

    [Fact]
    public async Task Reading_needs_no_lock_and_changes_nothing()
    {
        await _stored.OpenAsync(StoredSweep.Grid);
        using var folder = OutputFolder.Open(_stored.PathOf("o"));
        var before = Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal).ToArray();

        await StoredRun.OpenAsync(folder.Path, default);

        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_environment_is_null_until_a_run_has_written_it()
    {
        var run = await _stored.OpenAsync(StoredSweep.Grid);
        Assert.Null(run.Environment);

        File.WriteAllText(Path.Combine(run.Folder, "environment.json"), "{}");

        Assert.Equal("{}", run.Environment);
        Assert.Equal("{}", run.ToExport().Report.Environment);
    }

    [Fact]
    public async Task A_report_has_recommendations_along_numbers_only_and_importance_for_any_axis()
    {
        var numbers = (await _stored.OpenAsync(StoredSweep.Grid)).ToExport().Report;
        var names = (await _stored.OpenAsync(WithAxes("axes: [{parameter: order, values: [bn-activation, activation-bn]}]"), name: "names")).ToExport().Report;
        var none = (await _stored.OpenAsync(WithAxes(""), name: "none")).ToExport().Report;

        Assert.Equal((3, 2), (numbers.Recommendations.Length, numbers.Importance.Length));
        Assert.Equal((0, 2), (names.Recommendations.Length, names.Importance.Length));
        Assert.Equal((0, 0), (none.Recommendations.Length, none.Importance.Length));
        Assert.Contains("name: stored", numbers.SweepFile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_output_folder_is_a_mistake_that_says_what_it_is_instead()
    {
        Assert.Contains("does not exist", await MistakeAsync("missing"), StringComparison.Ordinal);
        File.WriteAllText(_stored.PathOf("file"), "");
        Assert.Contains("is a file", await MistakeAsync("file"), StringComparison.Ordinal);
        Directory.CreateDirectory(_stored.PathOf("empty"));
        Assert.Contains("it has no sweep.yaml", await MistakeAsync("empty"), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_stored.PathOf("empty"), "sweep.yaml"), StoredSweep.Grid);
        Assert.Contains("it has no sweep.db", await MistakeAsync("empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_sweep_file_is_named_with_its_line_and_key()
    {
        var run = await _stored.OpenAsync(StoredSweep.Grid);
        File.AppendAllText(Path.Combine(run.Folder, "sweep.yaml"), "sead: 1\n");

        var mistake = await MistakeAsync("o");

        Assert.Contains("sweep.yaml:", mistake, StringComparison.Ordinal);
        Assert.Contains("did you mean 'seed'?", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_derived_folder_overwrites_nothing()
    {
        await _stored.OpenAsync(StoredSweep.Grid);

        var mistake = await Assert.ThrowsAsync<UserException>(() => _stored.OpenAsync(StoredSweep.Grid));

        Assert.Contains("not an empty folder", mistake.Message, StringComparison.Ordinal);
    }

    private static string WithAxes(string axes)
    {
        var from = StoredSweep.Grid.IndexOf("axes:", StringComparison.Ordinal);
        var to = StoredSweep.Grid.IndexOf("replicates:", StringComparison.Ordinal);
        return StoredSweep.Grid[..from] + axes + "\n" + StoredSweep.Grid[to..];
    }
}
