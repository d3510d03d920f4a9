namespace SweepCluster.Training.Datasets.Generators;

/// <summary>A point of the unit square; y grows downwards, as in an image.</summary>
internal readonly record struct GlyphPoint(double X, double Y);

/// <summary>The digits as pen strokes: polylines, with arcs cut into short chords. Some have two ways of writing.</summary>
internal static class GlyphStrokes
{
    /// <summary>[digit][way][stroke][point].</summary>
    public static GlyphPoint[][][][] Digits { get; } =
    [
        [[Arc(0.5, 0.5, 0.26, 0.38, -90, 270)]],
        [[Line(0.5, 0.12, 0.5, 0.88)], [Line(0.34, 0.28, 0.54, 0.12, 0.54, 0.88), Line(0.36, 0.88, 0.7, 0.88)]],
        [[[.. Arc(0.5, 0.33, 0.24, 0.21, -170, 40), .. Line(0.28, 0.88, 0.76, 0.88)]]],
        [[[.. Arc(0.48, 0.31, 0.22, 0.19, -160, 90), .. Arc(0.48, 0.69, 0.25, 0.2, -90, 160)]]],
        [[Line(0.62, 0.88, 0.62, 0.12, 0.24, 0.62, 0.8, 0.62)], [Line(0.3, 0.12, 0.26, 0.52, 0.74, 0.52), Line(0.68, 0.14, 0.66, 0.88)]],
        [[[.. Line(0.72, 0.12, 0.34, 0.12, 0.31, 0.46), .. Arc(0.48, 0.65, 0.25, 0.23, -120, 150)]]],
        [[[.. Line(0.66, 0.12, 0.42, 0.36), .. Arc(0.5, 0.66, 0.23, 0.22, -200, 170)]]],
        [[Line(0.24, 0.13, 0.76, 0.13, 0.42, 0.88)], [Line(0.24, 0.13, 0.76, 0.13, 0.42, 0.88), Line(0.36, 0.5, 0.7, 0.5)]],
        [[Arc(0.5, 0.31, 0.19, 0.19, -90, 270), Arc(0.5, 0.69, 0.24, 0.19, -90, 270)]],
        [[Arc(0.48, 0.34, 0.22, 0.22, 0, 360), Line(0.7, 0.34, 0.68, 0.6, 0.56, 0.88)]],
    ];

    // Degrees, clockwise from the right because y grows downwards.
    private static GlyphPoint[] Arc(double x, double y, double radiusX, double radiusY, double from, double to)
    {
        const int Chords = 20;
        var points = new GlyphPoint[Chords + 1];
        for (var i = 0; i <= Chords; i++)
        {
            var angle = (from + ((to - from) * i / Chords)) * Math.PI / 180;
            points[i] = new GlyphPoint(x + (radiusX * Math.Cos(angle)), y + (radiusY * Math.Sin(angle)));
        }

        return points;
    }

    // Cut into pieces, so that a bend of the plane bends straight strokes too.
    private static GlyphPoint[] Line(params double[] coordinates)
    {
        const int Pieces = 8;
        var points = new List<GlyphPoint> { new(coordinates[0], coordinates[1]) };
        for (var i = 2; i < coordinates.Length; i += 2)
        {
            for (var piece = 1; piece <= Pieces; piece++)
            {
                var t = (double)piece / Pieces;
                points.Add(new GlyphPoint(
                    coordinates[i - 2] + (t * (coordinates[i] - coordinates[i - 2])),
                    coordinates[i - 1] + (t * (coordinates[i + 1] - coordinates[i - 1]))));
            }
        }

        return [.. points];
    }
}
