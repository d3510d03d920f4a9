using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.LocalRuns.Zooms;

namespace SweepCluster.Node.Tests.LocalRuns.Zooms;

public sealed class ZoomSweepTests : IDisposable
{
    private readonly StoredSweep _stored = new();

    public void Dispose() => _stored.Dispose();

    private static string[] Values(Sweep sweep, int axis) => [.. sweep.Axes[axis].Values.Select(value => value.Text)];

    [Fact]
    public async Task A_zoom_is_the_parent_with_another_axis()
    {
        var parent = await _stored.OpenAsync(StoredSweep.Grid + "\nseed: 7\nlabels: {escapeRange: 2}\n");

        var zoom = ZoomSweep.Of(parent, new ZoomWindow(2, 8), y: null, count: (5, 9));

        Assert.Equal("stored-zoom", zoom.Sweep.Name);
        Assert.Equal(["2", "2.82843", "4", "5.65685", "8"], Values(zoom.Sweep, 0));
        Assert.Equal(["2", "4", "8"], Values(zoom.Sweep, 1));
        Assert.Equal((7ul, 2.0), (zoom.Sweep.Seed, zoom.Sweep.Labels.EscapeRange));
        Assert.Equal((parent.Sweep.Replicates, parent.Sweep.Budget), (zoom.Sweep.Replicates, zoom.Sweep.Budget));
    }

    // B 2, 4 and 8 at three degrees, two replicates each, and the references that the child judges by.
    [Fact]
    public async Task Results_at_points_of_both_are_used_again_in_an_order_of_their_own()
    {
        var parent = await _stored.OpenAsync(StoredSweep.Grid);

        var zoom = ZoomSweep.Of(parent, new ZoomWindow(2, 8), null, (5, 3));

        var references = parent.Map.References.Select(cell => cell.Cell.Id).ToHashSet();
        Assert.Equal(18, zoom.Reused.Count(result => !references.Contains(result.Trial.Cell)));
        Assert.Equal(parent.Map.References.Sum(cell => cell.Trials.Length), zoom.Reused.Count(result => references.Contains(result.Trial.Cell)));
        Assert.Equal(zoom.Reused.OrderBy(result => result.Trial.Cell.Text, StringComparer.Ordinal).ThenBy(result => result.Trial.Replicate), zoom.Reused);
        Assert.All(zoom.Reused, result => Assert.Same(parent.Results[result.Trial], result));
    }

    [Fact]
    public async Task A_window_on_each_axis_narrows_both_and_the_parents_count_is_the_default()
    {
        var parent = await _stored.OpenAsync(StoredSweep.Grid);

        var zoom = ZoomSweep.Of(parent, new ZoomWindow(1, 2), new ZoomWindow(2, 4), count: null);

        Assert.Equal(["1", "1.33333", "1.66667", "2"], Values(zoom.Sweep, 0));
        Assert.Equal(["2", "3", "4"], Values(zoom.Sweep, 1));
    }

    [Fact]
    public async Task A_sweep_of_freely_drawn_points_has_no_zoom()
    {
        var text = StoredSweep.Grid.Replace("{parameter: B, values: [1, 2, 4, 8]}", "{parameter: B, log: {from: 1, to: 8, count: 4}}", StringComparison.Ordinal) + "\nstrategy: {kind: random, cells: 6}\n";
        var parent = await _stored.OpenAsync(text);

        var mistake = Assert.Throws<UserException>(() => ZoomSweep.Of(parent, new ZoomWindow(2, 4), null, null));

        Assert.Contains("draws its points freely", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_on_an_axis_that_the_map_lacks_is_a_mistake()
    {
        var from = StoredSweep.Grid.IndexOf("  - {parameter: degree", StringComparison.Ordinal);
        var to = StoredSweep.Grid.IndexOf("replicates:", StringComparison.Ordinal);
        var parent = await _stored.OpenAsync(StoredSweep.Grid.Remove(from, to - from));

        var mistake = Assert.Throws<UserException>(() => ZoomSweep.Of(parent, null, new ZoomWindow(2, 4), null));

        Assert.Contains("--y: the map of stored has no such axis", mistake.Message, StringComparison.Ordinal);
    }
}
