using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.LocalRuns.Zooms;

/// <summary>A child sweep that looks closer at a window of its parent's map.</summary>
/// <param name="Sweep">The parent with other axes: the same seed and labels, so a point of both trains the same bits.</param>
/// <param name="Reused">The parent's results at points of the child, those of references among them.</param>
public sealed record ZoomSweep(Sweep Sweep, IReadOnlyList<TrialResult> Reused)
{
    /// <param name="x">The window across; null for the whole axis.</param>
    /// <param name="y">The window upwards; null for the whole axis.</param>
    /// <param name="count">About how many values across and upwards; null for as many as the parent has.</param>
    /// <exception cref="UserException">The sweep has no such axis, or draws its points freely.</exception>
    public static ZoomSweep Of(StoredRun parent, ZoomWindow? x, ZoomWindow? y, (int X, int Y)? count) =>
        Of(parent.Sweep, parent.Results.Values, x, y, count);

    /// <param name="parent">The sweep that is looked at closer.</param>
    /// <param name="results">Its results, in any order.</param>
    /// <param name="x">The window across; null for the whole axis.</param>
    /// <param name="y">The window upwards; null for the whole axis.</param>
    /// <param name="count">About how many values across and upwards; null for as many as the parent has.</param>
    /// <exception cref="UserException">The sweep has no such axis, or draws its points freely.</exception>
    public static ZoomSweep Of(Sweep parent, IEnumerable<TrialResult> results, ZoomWindow? x, ZoomWindow? y, (int X, int Y)? count)
    {
        if (parent.Strategy.IsScattered)
        {
            throw new UserException($"{parent.Name} draws its points freely, so no point of a window would be drawn again. Zoom into a sweep of the strategy grid or refine, or run one with narrower axes.");
        }

        var axes = parent.Axes.ToBuilder();
        Narrow(parent.Map.X, x, count?.X, "--x");
        Narrow(parent.Map.Y, y, count?.Y, "--y");
        var sweep = parent with { Name = parent.Name + "-zoom", Axes = axes.ToImmutable() };
        var cells = sweep.CellSet();
        return new ZoomSweep(sweep, [.. results
            .Where(result => cells.Find(result.Trial.Cell) >= 0 || cells.References.Find(result.Trial.Cell) >= 0)
            .OrderBy(result => result.Trial.Cell.Text, StringComparer.Ordinal)
            .ThenBy(result => result.Trial.Replicate)]);

        void Narrow(string? parameter, ZoomWindow? window, int? values, string option)
        {
            if (window is not { } part)
            {
                return;
            }

            var place = parameter is null ? -1 : parent.Axes.ToList().FindIndex(axis => axis.Parameter == parameter);
            if (place < 0)
            {
                throw new UserException($"{option}: the map of {parent.Name} has no such axis.");
            }

            axes[place] = part.Of(axes[place], values ?? axes[place].Values.Length);
        }
    }
}
