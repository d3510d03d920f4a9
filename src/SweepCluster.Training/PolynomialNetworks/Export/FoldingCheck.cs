namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>The folded network, read from its file, against the trained one over the same samples.</summary>
/// <param name="LargestDifference">Largest |difference of a logit|.</param>
/// <param name="LargestLogit">Largest |logit| of the trained network.</param>
/// <param name="Tolerance">Allowed difference as a fraction of <paramref name="LargestLogit"/>, or of 1 where that is smaller.</param>
/// <param name="TrainedAccuracy">Fraction of samples.</param>
/// <param name="FoldedAccuracy">Fraction of samples.</param>
public sealed record FoldingCheck(int Samples, double LargestDifference, double LargestLogit, double Tolerance, double TrainedAccuracy, double FoldedAccuracy)
{
    /// <summary>What rounding in single precision may make of the trained network's own logits.</summary>
    public const double SingleTolerance = 1e-3;

    public const double DoubleTolerance = 1e-9;

    /// <summary>False also where either has a logit that is not a number.</summary>
    public bool Passed => LargestDifference <= Tolerance * Math.Max(1, LargestLogit);

    /// <param name="trained">[samples, classes] row-major.</param>
    /// <param name="folded">[samples, classes] row-major.</param>
    /// <param name="labels">[samples].</param>
    public static FoldingCheck Of(ReadOnlySpan<double> trained, ReadOnlySpan<double> folded, ReadOnlySpan<int> labels, double tolerance)
    {
        var (difference, largest) = (0.0, 0.0);
        for (var i = 0; i < trained.Length; i++)
        {
            // Math.Max keeps a value that is not a number.
            difference = Math.Max(difference, Math.Abs(trained[i] - folded[i]));
            largest = Math.Max(largest, Math.Abs(trained[i]));
        }

        return new FoldingCheck(labels.Length, difference, largest, tolerance, Accuracy(trained, labels), Accuracy(folded, labels));
    }

    private static double Accuracy(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels)
    {
        var classes = logits.Length / labels.Length;
        var correct = 0;
        for (var sample = 0; sample < labels.Length; sample++)
        {
            var row = logits.Slice(sample * classes, classes);
            var best = 0;
            for (var j = 1; j < classes; j++)
            {
                best = row[j] > row[best] ? j : best;
            }

            correct += best == labels[sample] ? 1 : 0;
        }

        return (double)correct / labels.Length;
    }
}
