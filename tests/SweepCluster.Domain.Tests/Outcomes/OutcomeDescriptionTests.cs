using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Tests.Outcomes;

public sealed class OutcomeDescriptionTests
{
    [Fact]
    public void Every_outcome_is_described_once() =>
        Assert.Equal(Enum.GetValues<Outcome>().Order(), OutcomeDescription.All.Select(description => description.Outcome).Order());

    [Fact]
    public void Names_are_the_words_of_the_domain() =>
        Assert.All(OutcomeDescription.All, description => Assert.Equal(description.Outcome.ToString(), description.Name, ignoreCase: true));

    [Fact]
    public void Stable_is_the_least_severe() => Assert.Equal(0, OutcomeDescription.Severity(Outcome.Stable));
}
