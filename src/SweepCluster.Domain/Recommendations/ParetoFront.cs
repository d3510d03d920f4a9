using System.Collections.Immutable;
using SweepCluster.Domain.Map;

namespace SweepCluster.Domain.Recommendations;

/// <summary>A cell that no other stable one beats in both score and cost.</summary>
/// <param name="Cell">With its counts of stable trials.</param>
/// <param name="Score">Mean test score of its stable trials.</param>
/// <param name="Cost">In the unit of the cost function.</param>
public sealed record ParetoPoint(MapCell Cell, double Score, double Cost);

/// <summary>The best score that each cost can buy, over the cells of which most trials are stable.</summary>
public static class ParetoFront
{
    /// <summary>The points from the cheapest to the best; of cells with equal score and cost the first counts.</summary>
    /// <param name="cells">In the map's order.</param>
    /// <param name="cost">What a cell costs, such as levels of encryption; null for the mean device time of a trial in seconds.</param>
    public static ImmutableArray<ParetoPoint> Of(IEnumerable<MapCell> cells, Func<MapCell, double>? cost = null)
    {
        cost ??= cell => cell.TrainingTime.TotalSeconds / cell.Stable.Trials;
        var front = ImmutableArray.CreateBuilder<ParetoPoint>();
        var points = cells
            .Where(cell => cell.Stable.Estimate > 0.5)
            .Select(cell => new ParetoPoint(cell, cell.StableScore.Mean, cost(cell)))
            .Where(point => !double.IsNaN(point.Score) && !double.IsNaN(point.Cost))
            .OrderBy(point => point.Cost)
            .ThenByDescending(point => point.Score);
        foreach (var point in points)
        {
            if (front.Count == 0 || point.Score > front[^1].Score)
            {
                front.Add(point);
            }
        }

        return front.ToImmutable();
    }
}
