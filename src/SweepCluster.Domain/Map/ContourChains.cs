using System.Collections.Immutable;

namespace SweepCluster.Domain.Map;

/// <summary>Joins the steps of a contour end to end.</summary>
internal static class ContourChains
{
    /// <summary>Open lines first, then closed ones, each in the order of their first steps.</summary>
    public static ImmutableArray<ContourLine> Of(List<ContourStep> steps, Func<ContourPoint, (double Column, double Row)> place)
    {
        var next = new int[steps.Count];
        var first = new Dictionary<ContourPoint, int>(steps.Count);
        var ends = new HashSet<ContourPoint>(steps.Count);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            // Two outlines may touch in a corner: steps from one point form a list.
            next[i] = first.GetValueOrDefault(steps[i].From, -1);
            first[steps[i].From] = i;
            ends.Add(steps[i].To);
        }

        var lines = ImmutableArray.CreateBuilder<ContourLine>();
        var taken = new bool[steps.Count];
        foreach (var wantsOpen in (bool[])[true, false])
        {
            for (var i = 0; i < steps.Count; i++)
            {
                if (!taken[i] && (!wantsOpen || !ends.Contains(steps[i].From)))
                {
                    lines.Add(Follow(i));
                }
            }
        }

        return lines.ToImmutable();

        ContourLine Follow(int step)
        {
            var start = steps[step].From;
            var points = ImmutableArray.CreateBuilder<(double Column, double Row)>();
            while (step >= 0)
            {
                taken[step] = true;
                Append(points, place(steps[step].From));
                var end = steps[step].To;
                step = end == start ? -1 : Free(end);
                if (step < 0)
                {
                    Append(points, place(end));
                }
            }

            var isClosed = points.Count > 1 && points[0] == points[^1];
            return new ContourLine(isClosed, isClosed ? [.. points.Take(points.Count - 1)] : points.ToImmutable());
        }

        int Free(ContourPoint from)
        {
            var step = first.GetValueOrDefault(from, -1);
            while (step >= 0 && taken[step])
            {
                step = next[step];
            }

            return step;
        }
    }

    // A level that a place has exactly gives the same point on several sides.
    private static void Append(ImmutableArray<(double Column, double Row)>.Builder points, (double Column, double Row) point)
    {
        if (points.Count == 0 || points[^1] != point)
        {
            points.Add(point);
        }
    }
}
