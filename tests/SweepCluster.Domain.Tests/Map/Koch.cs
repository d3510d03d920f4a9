using SweepCluster.Domain.Map;

namespace SweepCluster.Domain.Tests.Map;

/// <summary>The curve of von Koch (1904), three of which make a snowflake.</summary>
internal static class Koch
{
    public static double Dimension => Math.Log(4) / Math.Log(3);

    /// <summary>The inside of a snowflake, a little turned so that no side lies along the grid.</summary>
    public static StabilityField Snowflake(int side, int depth)
    {
        var corners = Enumerable.Range(0, 3).Select(i => (0.1 - (2 * Math.PI * i / 3)) is var angle
            ? (X: (0.5 + (0.45 * Math.Cos(angle))) * side, Y: (0.5 + (0.45 * Math.Sin(angle))) * side)
            : default).ToArray();
        var outline = Enumerable.Range(0, 3).SelectMany(i => Curve(corners[i], corners[(i + 1) % 3], depth)).ToList();
        return new StabilityField(side, side, [.. Inside(outline, side).Select(inside => (bool?)inside)]);
    }

    private static List<(double X, double Y)> Curve((double X, double Y) from, (double X, double Y) to, int depth)
    {
        if (depth == 0)
        {
            return [from];
        }

        var (dx, dy) = ((to.X - from.X) / 3, (to.Y - from.Y) / 3);
        var first = (X: from.X + dx, Y: from.Y + dy);
        var second = (X: to.X - dx, Y: to.Y - dy);
        var height = Math.Sqrt(3) / 2;
        var tip = (first.X + (dx / 2) - (height * dy), first.Y + (dy / 2) + (height * dx));
        return [.. Curve(from, first, depth - 1), .. Curve(first, tip, depth - 1), .. Curve(tip, second, depth - 1), .. Curve(second, to, depth - 1)];
    }

    /// <summary>Even-odd filling at the centres of the places, row by row.</summary>
    private static bool[] Inside(List<(double X, double Y)> outline, int side)
    {
        var crossings = Enumerable.Range(0, side).Select(_ => new List<double>()).ToArray();
        foreach (var ((x0, y0), (x1, y1)) in outline.Zip(outline.Skip(1).Append(outline[0])))
        {
            for (var row = (int)Math.Ceiling(Math.Min(y0, y1) - 0.5); row + 0.5 < Math.Max(y0, y1); row++)
            {
                crossings[row].Add(x0 + ((row + 0.5 - y0) / (y1 - y0) * (x1 - x0)));
            }
        }

        var inside = new bool[side * side];
        for (var row = 0; row < side; row++)
        {
            foreach (var pair in crossings[row].Order().Chunk(2))
            {
                for (var column = (int)Math.Ceiling(pair[0] - 0.5); column + 0.5 < pair[1]; column++)
                {
                    inside[(row * side) + column] = true;
                }
            }
        }

        return inside;
    }
}
