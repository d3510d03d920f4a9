using System.Collections.Immutable;

namespace SweepCluster.Export.Drawing;

/// <summary>A place in a figure: x to the right and y downwards, in pixels at single density.</summary>
public readonly record struct Point(double X, double Y);

/// <summary>An axis-parallel rectangle.</summary>
public readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Point Centre => new(X + (Width / 2), Y + (Height / 2));
}

/// <summary>Something drawn. Later shapes cover earlier ones.</summary>
public abstract record Shape;

/// <summary>Filled rectangles of one colour, with edges on whole pixels: neighbours that share an edge show no seam.</summary>
public sealed record Boxes(Colour Fill, ImmutableArray<Box> Items) : Shape
{
    public Boxes(Colour fill, Box box)
        : this(fill, [box])
    {
    }
}

/// <summary>Lines of one pen with round ends and joints.</summary>
public sealed record Strokes(Colour Colour, double Width, ImmutableArray<ImmutableArray<Point>> Lines) : Shape;

/// <summary>A filled disc.</summary>
public sealed record Disc(Point Centre, double Radius, Colour Fill) : Shape;

/// <summary>An image stretched over a box, each of its pixels kept sharp.</summary>
public sealed record Picture(Box Box, Bitmap Bitmap) : Shape;

/// <summary>Which point of a line of text its position is.</summary>
public enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A line of text.</summary>
/// <param name="Content">The characters.</param>
/// <param name="At">The anchor's place on the baseline.</param>
/// <param name="Size">Size of the em in pixels.</param>
/// <param name="Colour">The ink.</param>
/// <param name="Anchor">Which end of the text is at <paramref name="At"/>.</param>
/// <param name="IsBold">Whether the pen is heavier.</param>
/// <param name="Degrees">Turn about <paramref name="At"/>, clockwise as seen.</param>
public sealed record Text(string Content, Point At, double Size, Colour Colour, Anchor Anchor = Anchor.Start, bool IsBold = false, double Degrees = 0) : Shape;

/// <summary>A finished drawing, which every back-end renders alike.</summary>
/// <param name="Width">In pixels at single density.</param>
/// <param name="Height">In pixels at single density.</param>
/// <param name="Title">Read out in place of the picture.</param>
/// <param name="Shapes">From the bottom to the top.</param>
public sealed record Figure(int Width, int Height, string Title, ImmutableArray<Shape> Shapes);
