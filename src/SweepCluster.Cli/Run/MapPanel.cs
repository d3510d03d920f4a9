using Spectre.Console;
using Spectre.Console.Rendering;

namespace SweepCluster.Cli.Run;

/// <summary>The slices of a map, side by side, in as many lines as there are; what has no room is said to be missing.</summary>
/// <param name="width">Characters of a line.</param>
/// <param name="height">Lines.</param>
internal sealed class MapPanel(LabelPicture picture, int width, int height)
{
    private const int Gap = 2;

    public IRenderable Draw()
    {
        var size = picture.Grids.Select(MapText.SizeOf).Aggregate((a, b) => (Math.Max(a.Width, b.Width), Math.Max(a.Height, b.Height)));
        var across = Math.Max(1, (width + Gap) / (Math.Min(size.Width, width) + Gap));
        var rows = (picture.Grids.Length + across - 1) / across;
        var shownRows = Math.Clamp(height / size.Height, 1, rows);
        if (shownRows < rows)
        {
            shownRows = Math.Max(1, (height - 1) / size.Height);
        }

        var missing = Math.Max(0, picture.Grids.Length - (shownRows * across)) + picture.MoreGrids;
        var room = (height - (missing > 0 ? 1 : 0)) / shownRows;
        var grid = new Grid();
        for (var i = 0; i < across; i++)
        {
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, i < across - 1 ? Gap : 0, 0) });
        }

        foreach (var row in picture.Grids.Take(shownRows * across).Chunk(across))
        {
            grid.AddRow([.. row.Select(shown => MapText.Of(picture, shown, width, room))]);
        }

        return missing > 0 ? new Rows(grid, new Text($"and {missing} more, in {picture.Elsewhere}", new Style(decoration: Decoration.Dim))) : grid;
    }
}
