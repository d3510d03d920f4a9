using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Map;

/// <summary>
/// Everything a slice's cells say, as dense arrays shaped [y, x]: for files and for pictures. A place that a refined
/// map left out has the values of the nearest cell and <see cref="IsPlanned"/> false. What is not known is not a number.
/// </summary>
public sealed class MapLayers
{
    private MapLayers(Lattice lattice)
    {
        var (rows, columns) = (lattice.Rows, lattice.Columns);
        (X, Y) = (lattice.X, lattice.Y);
        Label = new Outcome?[rows, columns];
        IsPlanned = new bool[rows, columns];
        Replicates = new int[rows, columns];
        Stable = Unknown(rows, columns);
        StableLower = Unknown(rows, columns);
        StableUpper = Unknown(rows, columns);
        ScoreMean = Unknown(rows, columns);
        ScoreSpread = Unknown(rows, columns);
        StepsToDivergence = Unknown(rows, columns);
        TrainingSeconds = Unknown(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                IsPlanned[row, column] = lattice.IsPlanned(column, row);
                if (lattice[column, row] is { IsPending: false } cell)
                {
                    Write(cell, row, column);
                }
            }
        }
    }

    /// <summary>The values of the columns; empty without an axis, and then there is one column.</summary>
    public ImmutableArray<ParameterValue> X { get; }

    /// <summary>The values of the rows, upwards; empty without a second axis, and then there is one row.</summary>
    public ImmutableArray<ParameterValue> Y { get; }

    /// <summary>The most frequent label; null where unknown.</summary>
    public Outcome?[,] Label { get; }

    /// <summary>Whether the sweep has a cell at the place itself.</summary>
    public bool[,] IsPlanned { get; }

    /// <summary>Finished trials.</summary>
    public int[,] Replicates { get; }

    /// <summary>The estimate of P(stable).</summary>
    public double[,] Stable { get; }

    /// <summary>The lower end of its 95 % interval.</summary>
    public double[,] StableLower { get; }

    /// <summary>The upper end.</summary>
    public double[,] StableUpper { get; }

    /// <summary>Mean test score of the stable trials.</summary>
    public double[,] ScoreMean { get; }

    /// <summary>Its standard deviation; known for two stable trials or more.</summary>
    public double[,] ScoreSpread { get; }

    /// <summary>Median optimiser step, counted from 0, of the trials that diverged.</summary>
    public double[,] StepsToDivergence { get; }

    /// <summary>Mean device time of a trial, in seconds.</summary>
    public double[,] TrainingSeconds { get; }

    /// <summary>The layers of a slice; null for a scattered strategy, whose cells make no grid.</summary>
    public static MapLayers? Of(StabilityMap map, MapSlice slice) => Lattice.Of(map, slice) is { } lattice ? new MapLayers(lattice) : null;

    /// <summary>
    /// A layer between its places: bilinear over those of the surrounding four that are known and have the label of
    /// the nearest one, so that nothing is mixed across a boundary.
    /// </summary>
    /// <param name="layer">One of this object's layers.</param>
    /// <param name="column">0 … columns − 1.</param>
    /// <param name="row">0 … rows − 1.</param>
    /// <returns>Not a number where the nearest place is unknown in this layer.</returns>
    public double Between(double[,] layer, double column, double row)
    {
        var (nearestRow, nearestColumn) = ((int)Math.Floor(row + 0.5), (int)Math.Floor(column + 0.5));
        var label = Label[nearestRow, nearestColumn];
        if (label is null || double.IsNaN(layer[nearestRow, nearestColumn]))
        {
            return double.NaN;
        }

        var (sum, weights) = (0.0, 0.0);
        for (var r = (int)row; r <= Math.Min((int)row + 1, layer.GetLength(0) - 1); r++)
        {
            for (var c = (int)column; c <= Math.Min((int)column + 1, layer.GetLength(1) - 1); c++)
            {
                var weight = (1 - Math.Abs(row - r)) * (1 - Math.Abs(column - c));
                if (Label[r, c] == label && !double.IsNaN(layer[r, c]))
                {
                    sum += weight * layer[r, c];
                    weights += weight;
                }
            }
        }

        return sum / weights;
    }

    private void Write(MapCell cell, int row, int column)
    {
        var interval = cell.StableInterval;
        var score = cell.StableScore;
        Label[row, column] = cell.Majority;
        Replicates[row, column] = cell.Stable.Trials;
        Stable[row, column] = cell.Stable.Estimate;
        (StableLower[row, column], StableUpper[row, column]) = (interval.Lower, interval.Upper);
        (ScoreMean[row, column], ScoreSpread[row, column]) = (score.Mean, score.StandardDeviation);
        StepsToDivergence[row, column] = cell.StepsToDivergence.Median;
        TrainingSeconds[row, column] = cell.TrainingTime.TotalSeconds / cell.Stable.Trials;
    }

    private static double[,] Unknown(int rows, int columns)
    {
        var layer = new double[rows, columns];
        for (var i = 0; i < layer.Length; i++)
        {
            layer[i / columns, i % columns] = double.NaN;
        }

        return layer;
    }
}
