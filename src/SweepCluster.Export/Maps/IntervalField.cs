using SweepCluster.Domain.Map;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>Draws P(stable) along one axis: a disc a cell, and Wilson's 95 % interval as a line through it.</summary>
internal static class IntervalField
{
    public static IEnumerable<Shape> Draw(Panel panel, MapSlice slice)
    {
        var radius = Math.Clamp(panel.Plot.Width / Math.Max(1, slice.Cells.Length) * 0.3, 1.2, 5);
        var known = slice.Cells.Where(cell => !cell.IsPending).ToList();
        foreach (var cell in known)
        {
            var x = panel.Right(panel.X.Centres[panel.X.IndexOf(slice.XOf(cell)!)]);
            var top = Height(cell.StableInterval.Upper);
            yield return new Boxes(Colour.Rule, new Box(x - 0.5, top, 1, Height(cell.StableInterval.Lower) - top));
        }

        foreach (var cell in known)
        {
            var centre = new Point(panel.Right(panel.X.Centres[panel.X.IndexOf(slice.XOf(cell)!)]), Height(cell.Stable.Estimate));
            yield return new Disc(centre, radius + 0.7, Colour.Ink);
            yield return new Disc(centre, radius, ProbabilityScale.At(cell.Stable.Estimate));
        }

        double Height(double probability) => panel.Up(AxisLayout.PlaceOfProbability(probability));
    }
}
