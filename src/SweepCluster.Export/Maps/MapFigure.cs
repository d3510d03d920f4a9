using System.Collections.Immutable;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Drawing.Lettering;

namespace SweepCluster.Export.Maps;

/// <summary>Lays a stability map out: per slice the majority labels beside P(stable), and one legend.</summary>
public static class MapFigure
{
    private const double Margin = 30;
    private const double PanelGap = 26;
    private const double BlockGap = 34;
    private const double HeadingHeight = 24;
    private const double SliceTitleHeight = 24;
    private const double TitleSize = 20;
    private const double TextSize = 12;
    private const double NoteSize = 10;

    /// <summary>The picture of a map.</summary>
    public static Figure Of(StabilityMap map)
    {
        var layout = MapLayout.Of(map);
        var (x, y, isScattered) = layout;
        var (width, height) = PlotSize(map, x, y, isScattered);

        var left = Panel.LeftMargin(y);
        var sliceTitle = map.Slices[0].Fixed.IsEmpty ? 0 : SliceTitleHeight;
        var gap = PanelGap + (HasCurve(map) ? Panel.LeftMargin(AxisLayout.Probability) : 0);
        var blockWidth = left + (2 * width) + gap;
        var blockHeight = sliceTitle + HeadingHeight + height + Panel.BottomMargin(x, width);
        var columns = map.Slices.Length > 3 ? 2 : 1;
        var rows = (map.Slices.Length + columns - 1) / columns;

        var references = MapCaption.References(map);
        var top = Margin + TitleSize + 26 + (references is null ? 0 : TextSize + 6) + 16;
        var blocksWidth = (columns * blockWidth) + ((columns - 1) * BlockGap);
        var legendLeft = Margin + blocksWidth + 34;
        var figureWidth = (int)Math.Ceiling(legendLeft + Legend.Width + Margin);
        var notes = MapCaption.FigureNotes(map);
        var blocksHeight = (rows * blockHeight) + ((rows - 1) * BlockGap);
        var notesFitBesideLegend = notes.Max(note => StrokeFont.Measure(note, NoteSize)) <= blocksWidth;
        var notesTop = top + (notesFitBesideLegend ? blocksHeight : Math.Max(blocksHeight, Legend.HeightOf(map))) + 24;
        var notesBottom = notesTop + (notes.Length * NoteSize * 1.5);
        var figureHeight = (int)Math.Ceiling(Math.Max(notesBottom, top + Legend.HeightOf(map)) + Margin - 10);

        var shapes = ImmutableArray.CreateBuilder<Shape>();
        shapes.Add(new Boxes(Colour.White, new Box(0, 0, figureWidth, figureHeight)));
        shapes.AddRange(Titles(map, references, figureWidth - (2 * Margin)));
        for (var i = 0; i < map.Slices.Length; i++)
        {
            var origin = new Point(
                Margin + (i % columns * (blockWidth + BlockGap)),
                top + (i / columns * (blockHeight + BlockGap)));
            shapes.AddRange(Block(map.Slices[i], origin));
        }

        shapes.AddRange(Legend.Draw(map, legendLeft, top));
        shapes.AddRange(notes.Select((note, i) => new Text(note, new Point(Margin, notesTop + NoteSize + (i * NoteSize * 1.5)), NoteSize, Colour.Grey)));
        return new Figure(figureWidth, figureHeight, $"Stability map: {map.Sweep.Name}", shapes.DrainToImmutable());

        IEnumerable<Shape> Block(MapSlice slice, Point origin)
        {
            if (sliceTitle > 0)
            {
                var title = StrokeFont.Fit(MapCaption.SliceTitle(slice), TextSize + 1, blockWidth - left, isBold: true);
                yield return new Text(title, new Point(origin.X + left, origin.Y + TextSize + 1), TextSize + 1, Colour.Ink, IsBold: true);
            }

            var plotTop = origin.Y + sliceTitle + HeadingHeight;
            var lattice = Lattice.Of(map, slice);
            Layer[] layers = [Layer.Labels, Layer.Probability];
            for (var i = 0; i < layers.Length; i++)
            {
                var plot = new Box(Math.Round(origin.X + left + (i * (width + gap))), Math.Round(plotTop), width, height);
                var isCurve = HasCurve(map) && layers[i] == Layer.Probability;
                var panel = new Panel(plot, x, isCurve ? AxisLayout.Probability : y);
                yield return new Text(layers[i].Title, new Point(plot.X, plot.Y - 8), TextSize, Colour.Grey);
                foreach (var shape in lattice is null || isCurve ? [] : TileField.Draw(panel, lattice, layers[i]))
                {
                    yield return shape;
                }

                foreach (var shape in layers[i] == Layer.Probability ? IsolineField.Draw(panel, map, slice) : [])
                {
                    yield return shape;
                }

                foreach (var shape in panel.Frame(withYLabels: i == 0 || isCurve))
                {
                    yield return shape;
                }

                foreach (var shape in isCurve ? IntervalField.Draw(panel, slice) : PointField.Draw(panel, layout, slice, lattice?.OffGrid ?? slice.Cells, layers[i]))
                {
                    yield return shape;
                }
            }
        }
    }

    /// <summary>Writes <c>map.svg</c>.</summary>
    public static void WriteSvg(StabilityMap map, Stream output) => Svg.Write(Of(map), output);

    /// <summary>Writes <c>map.png</c>, at twice the figure's pixels.</summary>
    public static void WritePng(StabilityMap map, Stream output) => Png.Write(Rasteriser.Render(Of(map), 2), output, 192);

    private static IEnumerable<Shape> Titles(StabilityMap map, string? references, double width)
    {
        yield return new Text(StrokeFont.Fit(map.Sweep.Name, TitleSize, width, isBold: true), new Point(Margin, Margin + 16), TitleSize, Colour.Ink, IsBold: true);
        yield return new Text(StrokeFont.Fit(MapCaption.Subtitle(map), TextSize, width), new Point(Margin, Margin + 38), TextSize, Colour.Grey);
        if (references is not null)
        {
            yield return new Text(StrokeFont.Fit(references, TextSize, width), new Point(Margin, Margin + 56), TextSize, Colour.Grey);
        }
    }

    // With one axis the other direction is free to show the intervals.
    private static bool HasCurve(StabilityMap map) => map.X is not null && map.Y is null;

    // As large as it takes to tell the tiles apart, within what a page can hold.
    private static (double Width, double Height) PlotSize(StabilityMap map, AxisLayout x, AxisLayout y, bool isScattered)
    {
        if (map.X is null)
        {
            return (180, 120);
        }

        var isAlone = map.Slices.Length == 1;
        var width = Math.Clamp(x.Count * 15.0, isAlone ? 380 : 300, isAlone ? 560 : 400);
        if (map.Y is null)
        {
            return (width, isAlone ? 220 : 160);
        }

        return isScattered
            ? (isAlone ? 400 : 300, isAlone ? 340 : 220)
            : (width, Math.Clamp(y.Count * (isAlone ? 48.0 : 32.0), 130, isAlone ? Math.Max(340, width * 0.85) : 240));
    }
}
