using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Planning;

/// <summary>Every combination of the axes' values.</summary>
public sealed class GridPlanner(Sweep sweep) : ScheduledPlanner(Schedule(sweep))
{
    private static TrialSchedule Schedule(Sweep sweep)
    {
        var cells = new GridCells(sweep);
        return new TrialSchedule(sweep, cells, EvenStride(cells.Count));
    }

    /// <summary>
    /// The number nearest to count/φ that shares no divisor with count. Multiples of the golden section's inverse
    /// fill a circle evenly from the first few on, so the map is coarse at once and fine later.
    /// </summary>
    private static int EvenStride(int count)
    {
        var golden = (int)Math.Round(count * (Math.Sqrt(5) - 1) / 2);
        for (var distance = 0; distance < count; distance++)
        {
            foreach (var stride in (int[])[golden - distance, golden + distance])
            {
                if (stride > 0 && GreatestCommonDivisor(stride, count) == 1)
                {
                    return stride;
                }
            }
        }

        return 1;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
