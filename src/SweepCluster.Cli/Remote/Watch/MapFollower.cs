using System.Collections.Immutable;
using SweepCluster.Cli.Remote.Client;
using SweepCluster.Cli.Run;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Node.Http.Documents;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary>Fetches the map of a watched sweep now and then. It is an extra: where it cannot be had, watching goes on without it.</summary>
internal sealed class MapFollower(SweepClient client, WatchProgress progress, TimeProvider clock)
{
    // A terminal shows no more, and a node gives no more at once.
    private const int MostPlaces = 256;
    private const int MostSlices = 8;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Until it is cancelled.</summary>
    public async Task FollowAsync(string id, CancellationToken cancellation)
    {
        while (true)
        {
            await LookAsync(id, cancellation).ConfigureAwait(false);
            await Task.Delay(LookEvery, clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Once.</summary>
    public async Task LookAsync(string id, CancellationToken cancellation)
    {
        try
        {
            var slices = await client.SlicesAsync(id, cancellation).ConfigureAwait(false);
            if (slices.Slices.Count == 0 || slices.Slices.Any(slice => slice.Columns > MostPlaces || slice.Rows > MostPlaces))
            {
                return;
            }

            var grids = ImmutableArray.CreateBuilder<LabelGrid>();
            foreach (var slice in slices.Slices.Take(MostSlices))
            {
                grids.Add(Grid(slice, await client.LabelsAsync(id, slice.Index, cancellation).ConfigureAwait(false)));
            }

            progress.Drawn(new LabelPicture(slices.X, slices.Y, grids.ToImmutable(), "'sweep export'") { MoreGrids = slices.Slices.Count - grids.Count });
        }
        catch (NodeException)
        {
            // Who follows the sweep itself says that nobody answers.
        }
    }

    private static LabelGrid Grid(SliceDocument slice, LayerTile tile)
    {
        var labels = tile.Labels ?? [];
        return new LabelGrid(
            string.Join(", ", slice.Fixed.Select(pair => $"{pair.Key} = {pair.Value}")),
            [.. tile.X],
            [.. tile.Y],
            (x, y) => y < labels.Count && x < labels[y].Count && Enum.TryParse<Outcome>(labels[y][x], ignoreCase: true, out var label) ? new LabelPlace(label) : null);
    }
}
