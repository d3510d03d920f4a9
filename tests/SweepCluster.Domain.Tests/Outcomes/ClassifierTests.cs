using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Tests.Outcomes;

public sealed class ClassifierTests
{
    private static readonly LabelThresholds Defaults = new();

    private static Outcome Label(Trace trace, Trace? reference = null) => Classifier.Label(trace, reference, Defaults);

    [Fact]
    public void A_trial_that_learns_and_stays_in_range_is_stable() =>
        Assert.Equal(Outcome.Stable, Label(Traces.Scores(0.5, 0.8, 0.9)));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_failed_factorisation_is_singular_whenever_it_comes(int epochsBefore) =>
        Assert.Equal(Outcome.Singular, Label(Traces.Scores([.. Enumerable.Repeat(0.9, epochsBefore)]).Diverging(DivergenceSignal.Factorisation)));

    [Theory]
    [InlineData(DivergenceSignal.Loss)]
    [InlineData(DivergenceSignal.BoundaryLoss)]
    [InlineData(DivergenceSignal.GradientNorm)]
    [InlineData(DivergenceSignal.Parameter)]
    [InlineData(DivergenceSignal.Activation)]
    public void A_divergence_before_any_learning_is_diverged(DivergenceSignal signal)
    {
        Assert.Equal(Outcome.Diverged, Label(Traces.Scores().Diverging(signal)));
        Assert.Equal(Outcome.Diverged, Label(Traces.Scores(0.1, 0.12).Diverging(signal)));
    }

    [Fact]
    public void A_divergence_after_a_better_than_chance_epoch_is_a_collapse() =>
        Assert.Equal(Outcome.Collapsed, Label(Traces.Scores(0.1, 0.6).Diverging()));

    [Fact]
    public void A_training_loss_that_is_no_number_is_a_divergence_even_if_none_is_reported()
    {
        var broken = Traces.Epoch(1, 0.9) with { TrainLoss = double.NaN };

        Assert.Equal(Outcome.Diverged, Label(Traces.Of(broken)));
        Assert.Equal(Outcome.Collapsed, Label(Traces.Of(Traces.Epoch(1, 0.9), broken with { Epoch = 2 })));
    }

    [Fact]
    public void A_fall_back_to_chance_at_the_end_is_a_collapse() =>
        Assert.Equal(Outcome.Collapsed, Label(Traces.Scores(0.7, 0.8, 0.11)));

    [Fact]
    public void A_dip_to_chance_that_recovers_is_not_a_collapse() =>
        Assert.Equal(Outcome.Stable, Label(Traces.Scores(0.7, 0.1, 0.8)));

    // The threshold: 0.1 + 3 √(0.09/1000) = 0.12846.
    [Theory]
    [InlineData(0.1284, Outcome.Stagnated)]
    [InlineData(0.1285, Outcome.Stable)]
    public void Chance_ends_three_standard_errors_above_the_majority_rate(double score, Outcome expected) =>
        Assert.Equal(expected, Label(Traces.Scores(score)));

    [Fact]
    public void A_perfect_score_is_learning_however_large_the_majority() =>
        Assert.Equal(Outcome.Stable, Label(Traces.Scores(1.0) with { ChanceScore = 0.99, ValidationSamples = 50 }));

    [Theory]
    [InlineData(0.049, Outcome.Stagnated)]
    [InlineData(0.05, Outcome.Stable)]
    [InlineData(double.NaN, Outcome.Stagnated)]
    [InlineData(double.NegativeInfinity, Outcome.Stagnated)]
    public void A_regression_learns_from_the_given_determination_on(double score, Outcome expected) =>
        Assert.Equal(expected, Label(Traces.Scores(score) with { ScoreKind = ScoreKind.Determination, ChanceScore = 0 }));

    [Fact]
    public void A_trial_without_an_epoch_or_a_divergence_has_stagnated() =>
        Assert.Equal(Outcome.Stagnated, Label(Traces.Scores()));

    [Theory]
    [InlineData(1.0, Outcome.Stable)]
    [InlineData(1.0001, Outcome.Escaped)]
    [InlineData(1e19, Outcome.Escaped)]
    [InlineData(double.PositiveInfinity, Outcome.Escaped)]
    [InlineData(double.NaN, Outcome.Escaped)]
    [InlineData(0.0, Outcome.Stable)]
    public void Leaving_the_range_at_the_last_validation_is_an_escape(double range, Outcome expected) =>
        Assert.Equal(expected, Label(Traces.Of(Traces.Epoch(1, 0.9, range: 1e3), Traces.Epoch(2, 0.9, range: range))));

    [Theory]
    [InlineData(10.0, Outcome.Stable)]
    [InlineData(10.1, Outcome.Escaped)]
    [InlineData(double.NaN, Outcome.Escaped)]
    [InlineData(double.PositiveInfinity, Outcome.Escaped)]
    public void A_runaway_validation_loss_is_an_escape_of_a_classifier(double loss, Outcome expected) =>
        Assert.Equal(expected, Label(Traces.Of(Traces.Epoch(1, 0.9, loss: loss))));

    [Fact]
    public void A_large_squared_error_is_no_escape_of_a_regression() =>
        Assert.Equal(Outcome.Stable, Label(Traces.Of(Traces.Epoch(1, 0.9, loss: 1e6)) with { ScoreKind = ScoreKind.Determination }));

    public sealed class Against_a_reference
    {
        private static Trace Testing(double test, int samples = 1000) =>
            Traces.Of(Traces.Epoch(1, 0.9, test)) with { TestSamples = samples };

        // Standard error of the difference at 0.9 and 0.93 with n = 1000: 0.01244; 1.645 of it: 0.0205.
        [Theory]
        [InlineData(0.93, 0.93, 1000, Outcome.Stable)]
        [InlineData(0.93, 0.95, 1000, Outcome.Stable)]
        [InlineData(0.93, 0.90, 1000, Outcome.Degraded)]
        [InlineData(0.93, 0.90, 100, Outcome.Stable)]
        [InlineData(0.93, 0.915, 1_000_000, Outcome.Stable)]
        [InlineData(0.93, 0.909, 1_000_000, Outcome.Degraded)]
        public void A_loss_must_pass_both_the_margin_and_the_error(double reference, double score, int samples, Outcome expected) =>
            Assert.Equal(expected, Label(Testing(score, samples), Testing(reference, samples)));

        [Fact]
        public void The_scores_of_the_last_epochs_are_compared_not_the_best() =>
            Assert.Equal(Outcome.Degraded, Label(Traces.Of(Traces.Epoch(1, 0.9, 0.95, loss: 0.1), Traces.Epoch(2, 0.8, 0.8, loss: 0.5)), Testing(0.95)));

        [Fact]
        public void A_reference_that_diverged_is_no_yardstick() =>
            Assert.Equal(Outcome.Stable, Label(Testing(0.5), Testing(0.95).Diverging()));

        [Fact]
        public void A_reference_without_a_finite_score_is_no_yardstick()
        {
            Assert.Equal(Outcome.Stable, Label(Testing(0.5), Testing(double.NaN)));
            Assert.Equal(Outcome.Stable, Label(Testing(0.5), Traces.Scores()));
        }

        [Fact]
        public void A_regression_is_judged_by_the_margin_alone()
        {
            var reference = Testing(0.93, 10) with { ScoreKind = ScoreKind.Determination };

            Assert.Equal(Outcome.Degraded, Label(Testing(0.90, 10) with { ScoreKind = ScoreKind.Determination }, reference));
            Assert.Equal(Outcome.Stable, Label(Testing(0.92, 10) with { ScoreKind = ScoreKind.Determination }, reference));
        }

        [Fact]
        public void An_escape_outranks_a_degradation() =>
            Assert.Equal(Outcome.Escaped, Label(Traces.Of(Traces.Epoch(1, 0.5, range: 2)), Testing(0.95)));
    }
}
