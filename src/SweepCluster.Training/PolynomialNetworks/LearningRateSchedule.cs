namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>How the learning rate changes from epoch to epoch.</summary>
public enum ScheduleKind
{
    /// <summary>Multiplied by a factor after more than so many epochs without an improvement of at least a tenth.</summary>
    Plateau,

    /// <summary>Half a cosine from the initial rate down to zero over the budget's epochs.</summary>
    Cosine,

    Constant,
}

/// <summary>The learning rate of one trial.</summary>
internal sealed class LearningRateSchedule(PolynomialNetworkSettings settings, int epochs)
{
    // Relative, on the validation loss with its boundary term, as in the authors' program.
    private const double Threshold = 0.1;
    private double _best = double.PositiveInfinity;
    private int _stale;
    private int _epoch;

    /// <summary>Of the epoch in progress.</summary>
    public double Rate { get; private set; } = settings.LearningRate;

    /// <summary>Ends an epoch.</summary>
    /// <param name="validationLoss">Cross-entropy plus λ times the boundary loss.</param>
    public void Advance(double validationLoss)
    {
        _epoch++;
        switch (settings.Schedule)
        {
            case ScheduleKind.Cosine:
                Rate = settings.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(_epoch, epochs) / epochs));
                break;
            case ScheduleKind.Plateau:
                Watch(validationLoss);
                break;
            case ScheduleKind.Constant:
            default:
                break;
        }
    }

    private void Watch(double validationLoss)
    {
        if (validationLoss < _best * (1 - Threshold))
        {
            _best = validationLoss;
            _stale = 0;
        }
        else if (++_stale > settings.PlateauPatience)
        {
            Rate *= settings.PlateauFactor;
            _stale = 0;
        }
    }
}
