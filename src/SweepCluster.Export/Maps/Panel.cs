using System.Collections.Immutable;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Drawing.Lettering;

namespace SweepCluster.Export.Maps;

/// <summary>A framed plot with its axes. Larger values of y are further up.</summary>
internal sealed class Panel(Box plot, AxisLayout x, AxisLayout y)
{
    public const double TickSize = 10.5;
    public const double NameSize = 12;
    private const double TickLength = 4;
    private const double LongestLabel = 96;
    private const double Tilt = 38;

    public Box Plot { get; } = plot;

    public AxisLayout X { get; } = x;

    public AxisLayout Y { get; } = y;

    public double Right(double share) => Plot.X + (share * Plot.Width);

    public double Up(double share) => Plot.Bottom - (share * Plot.Height);

    /// <summary>The tile of a numbered pair of values.</summary>
    public Box Tile(int x, int y) => new(
        Right(X.Edges[x]),
        Up(Y.Edges[y + 1]),
        Right(X.Edges[x + 1]) - Right(X.Edges[x]),
        Up(Y.Edges[y]) - Up(Y.Edges[y + 1]));

    /// <summary>Room for the labels and the name left of a plot.</summary>
    public static double LeftMargin(AxisLayout y) =>
        y.Ticks.IsEmpty ? 0 : y.Ticks.Max(tick => StrokeFont.Measure(Short(tick), TickSize)) + TickLength + 6 + NameSize + 14;

    /// <summary>Room for the labels and the name below a plot.</summary>
    public static double BottomMargin(AxisLayout x, double width) =>
        x.Ticks.IsEmpty ? 0 : TickLength + LabelDepth(x, width) + NameSize + 4;

    public IEnumerable<Shape> Frame(bool withYLabels)
    {
        var ticks = X.Ticks.Select(tick => new Box(Right(tick.Place) - 0.5, Plot.Bottom, 1, TickLength))
            .Concat(Y.Ticks.Select(tick => new Box(Plot.X - TickLength, Up(tick.Place) - 0.5, TickLength, 1)));
        yield return new Boxes(
            Colour.Rule,
            [
                new Box(Plot.X - 1, Plot.Y - 1, Plot.Width + 2, 1), new Box(Plot.X - 1, Plot.Bottom, Plot.Width + 2, 1),
                new Box(Plot.X - 1, Plot.Y, 1, Plot.Height), new Box(Plot.Right, Plot.Y, 1, Plot.Height),
                .. ticks,
            ]);
        foreach (var shape in XLabels().Concat(withYLabels ? YLabels() : []))
        {
            yield return shape;
        }
    }

    private static string Short(Tick tick) => StrokeFont.Fit(tick.Label, TickSize, LongestLabel);

    private static bool AreTilted(AxisLayout x, double width) =>
        x.IsListed && x.Ticks.Any(tick => StrokeFont.Measure(Short(tick), TickSize) > (width / x.Count) - 5)
        && x.Ticks.Any(tick => tick.Label.Length > 4);

    private static double LabelDepth(AxisLayout x, double width) => AreTilted(x, width)
        ? (x.Ticks.Max(tick => StrokeFont.Measure(Short(tick), TickSize)) * Math.Sin(Tilt * Math.PI / 180)) + TickSize + 4
        : TickSize + 6;

    private IEnumerable<Shape> XLabels()
    {
        if (X.Ticks.IsEmpty)
        {
            yield break;
        }

        var tilted = AreTilted(X, Plot.Width);
        var free = double.NegativeInfinity;
        foreach (var tick in X.Ticks)
        {
            var label = Short(tick);
            var place = Right(tick.Place);
            var half = tilted ? TickSize * 0.8 : (StrokeFont.Measure(label, TickSize) / 2) + 3;
            if (place - half < free)
            {
                continue;
            }

            free = place + half;
            yield return tilted
                ? new Text(label, new Point(place + 3, Plot.Bottom + TickLength + TickSize), TickSize, Colour.Ink, Anchor.End, Degrees: -Tilt)
                : new Text(label, new Point(place, Plot.Bottom + TickLength + TickSize + 2), TickSize, Colour.Ink, Anchor.Middle);
        }

        var name = StrokeFont.Fit(X.Name, NameSize, Plot.Width, isBold: true);
        yield return new Text(name, new Point(Plot.Centre.X, Plot.Bottom + BottomMargin(X, Plot.Width) - 3), NameSize, Colour.Ink, Anchor.Middle, IsBold: true);
    }

    private IEnumerable<Shape> YLabels()
    {
        if (Y.Ticks.IsEmpty)
        {
            yield break;
        }

        var free = double.PositiveInfinity;
        foreach (var tick in Y.Ticks)
        {
            var place = Up(tick.Place);
            if (place + (TickSize * 0.6) > free)
            {
                continue;
            }

            free = place - (TickSize * 0.6);
            yield return new Text(Short(tick), new Point(Plot.X - TickLength - 4, place + (TickSize * 0.35)), TickSize, Colour.Ink, Anchor.End);
        }

        var name = StrokeFont.Fit(Y.Name, NameSize, Plot.Height, isBold: true);
        yield return new Text(name, new Point(Plot.X - LeftMargin(Y) + NameSize, Plot.Centre.Y), NameSize, Colour.Ink, Anchor.Middle, IsBold: true, Degrees: -90);
    }
}
