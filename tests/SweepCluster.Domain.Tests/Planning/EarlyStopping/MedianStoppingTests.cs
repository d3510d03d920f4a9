using SweepCluster.Domain.Planning.EarlyStopping;

namespace SweepCluster.Domain.Tests.Planning.EarlyStopping;

public class MedianStoppingTests
{
    private static LearningHistory Curves(params IEnumerable<double[]> curves)
    {
        var history = LearningHistory.Empty;
        foreach (var (trial, curve) in curves.Index())
        {
            foreach (var (index, score) in curve.Index())
            {
                history = history.Record(trial, index + 1, score);
            }
        }

        return history;
    }

    // Running averages at step 3: (0.25 + 0.5 + 0.75)/3 = 0.5, (0 + 0 + 0.75)/3 = 0.25, (0.5 + 1 + 0.75)/3 = 0.75.
    private static LearningHistory Three { get; } = Curves([0.25, 0.5, 0.75], [0, 0, 0.75], [0.5, 1, 0.75]);

    private static MedianStopping Strict { get; } = new(graceSteps: 0, leastComparisons: 1);

    [Theory]
    [InlineData(0.49, StopDecision.Stop)]
    [InlineData(0.5, StopDecision.Continue)]
    [InlineData(0.51, StopDecision.Continue)]
    public void A_trial_stops_when_its_best_is_strictly_below_the_median_of_the_running_averages(double score, StopDecision expected) =>
        Assert.Equal(expected, Strict.Decide(Three, trial: 9, step: 3, score));

    [Fact]
    public void The_best_score_so_far_counts_not_the_last_one()
    {
        var history = Three.Record(9, 1, 0.6).Record(9, 2, 0.1);

        Assert.Equal(StopDecision.Continue, Strict.Decide(history, 9, 3, 0.1));
        Assert.Equal(StopDecision.Stop, Strict.Decide(Three.Record(9, 2, 0.1), 9, 3, 0.1));
    }

    // Of the averages 0.5, 0.25, 0.75 and 0.35 the median is (0.35 + 0.5)/2 = 0.425.
    [Fact]
    public void Of_an_even_number_the_median_is_the_mean_of_the_middle_two()
    {
        var four = Three.Record(3, 1, 0.35).Record(3, 2, 0.35).Record(3, 3, 0.35);

        Assert.Equal(StopDecision.Stop, Strict.Decide(four, 9, 3, 0.424));
        Assert.Equal(StopDecision.Continue, Strict.Decide(four, 9, 3, 0.426));
    }

    // At step 2 the averages are 0.375, 0 and 0.75.
    [Fact]
    public void Averages_go_up_to_the_step_and_no_further()
    {
        Assert.Equal(StopDecision.Stop, Strict.Decide(Three, 9, 2, 0.37));
        Assert.Equal(StopDecision.Continue, Strict.Decide(Three, 9, 2, 0.38));
    }

    [Fact]
    public void A_trials_own_curve_is_not_among_those_it_is_compared_with()
    {
        Assert.Equal(StopDecision.Continue, Strict.Decide(Curves([0.1, 0.1, 0.1]), trial: 0, step: 3, score: 0.05));

        // Against 0.2; with its own 0.1 the median would be 0.15.
        Assert.Equal(StopDecision.Stop, Strict.Decide(Curves([0.1, 0.1, 0.1], [0.2, 0.2, 0.2]), trial: 0, step: 3, score: 0.17));
    }

    [Fact]
    public void Nobody_stops_within_the_grace_or_with_too_few_to_compare_with()
    {
        Assert.Equal(StopDecision.Continue, new MedianStopping(3, 1).Decide(Three, 9, 3, 0));
        Assert.Equal(StopDecision.Stop, new MedianStopping(2, 3).Decide(Three, 9, 3, 0));
        Assert.Equal(StopDecision.Continue, new MedianStopping(0, 4).Decide(Three, 9, 3, 0));
    }

    [Fact]
    public void Trials_that_have_not_reached_the_step_are_no_comparison()
    {
        var history = Three.Record(3, 1, 0.9).Record(3, 2, 0.9);

        Assert.Equal(StopDecision.Continue, Strict.Decide(history, 9, 3, 0.5));
        Assert.Equal(StopDecision.Continue, new MedianStopping(0, 4).Decide(history, 9, 3, 0));
    }

    [Fact]
    public void What_is_not_finite_is_the_worst_score()
    {
        Assert.Equal(StopDecision.Stop, Strict.Decide(Three, 9, 3, double.NaN));
        Assert.Equal(StopDecision.Stop, Strict.Decide(Three, 9, 3, double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, Three.Record(0, 4, double.NaN)[0].AverageBy(4));
        Assert.Equal(0.5, Three.Record(0, 4, double.NaN)[0].AverageBy(3));
        Assert.Equal(StopDecision.Continue, Strict.Decide(Curves([double.NaN], [double.NaN]), 9, 1, double.NaN));
    }

    [Fact]
    public void A_diverged_trial_can_stay_in_the_comparison_as_the_worst()
    {
        var ended = Curves([0.5, 0.5], [0.4, 0.4, 0.4, 0.4]);
        var worst = ended.Record(0, 3, double.NaN).Record(0, 9, double.NaN);

        // Against 0.4 alone; then against the mean of 0.4 and −∞.
        Assert.Equal(StopDecision.Stop, Strict.Decide(ended, 9, 4, 0.1));
        Assert.Equal(StopDecision.Continue, Strict.Decide(worst, 9, 4, 0.1));
    }

    [Fact]
    public void The_order_in_which_trials_are_recorded_leaves_no_mark()
    {
        var backwards = LearningHistory.Empty;
        foreach (var trial in Three.Trials.Reverse())
        {
            for (var step = 1; step <= 3; step++)
            {
                backwards = backwards.Record(trial, step, Three[trial].ScoreAt(step));
            }
        }

        Assert.Equal(Three.Trials, backwards.Trials);
        Assert.All([0.49, 0.5], score => Assert.Equal(Strict.Decide(Three, 9, 3, score), Strict.Decide(backwards, 9, 3, score)));
    }

    [Fact]
    public void Recording_makes_another_history_and_steps_only_rise()
    {
        Three.Record(0, 4, 1);

        Assert.Equal(3, Three[0].LastStep);
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Record(0, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Record(7, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianStopping(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianStopping(0, 0));
    }
}
