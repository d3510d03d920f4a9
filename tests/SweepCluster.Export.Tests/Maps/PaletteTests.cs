using SweepCluster.Domain.Outcomes;
using SweepCluster.Export.Drawing;
using SweepCluster.Export.Maps;

namespace SweepCluster.Export.Tests.Maps;

public sealed class PaletteTests
{
    private static readonly Outcome[] All = Enum.GetValues<Outcome>();

    [Fact]
    public void Every_label_has_a_lightness_of_its_own_for_grey_prints()
    {
        var lumas = All.Select(outcome => OutcomePalette.Of(outcome).Luma).Append(OutcomePalette.Pending.Luma).Order().ToList();

        Assert.All(lumas.Zip(lumas.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 20, $"{pair.First:0} and {pair.Second:0}"));
    }

    [Fact]
    public void Every_label_has_a_mark_and_a_symbol_of_its_own()
    {
        Assert.Equal(All.Length, All.Select(outcome => string.Join('|', OutcomePalette.Mark(outcome).Select(line => string.Join(' ', line)))).Distinct().Count());
        Assert.Equal(All.Length, All.Select(OutcomePalette.Symbol).Distinct().Count());
    }

    [Fact]
    public void Marks_contrast_with_their_tile() =>
        Assert.All(All, outcome => Assert.True(Math.Abs(OutcomePalette.Of(outcome).Luma - OutcomePalette.Of(outcome).Contrast.Luma) > 75));

    [Fact]
    public void A_cell_without_a_label_has_the_pending_colour()
    {
        Assert.Equal(OutcomePalette.Pending, OutcomePalette.Of((Outcome?)null));
        Assert.Equal(OutcomePalette.Pending, ProbabilityScale.At(double.NaN));
    }

    [Fact]
    public void An_unknown_cell_has_a_grey_that_no_label_and_no_pending_cell_is_near()
    {
        var unknown = OutcomePalette.Unknown;

        Assert.InRange(Math.Max(unknown.R, Math.Max(unknown.G, unknown.B)) - Math.Min(unknown.R, Math.Min(unknown.G, unknown.B)), 0, 8);
        Assert.All(All.Select(OutcomePalette.Of).Append(OutcomePalette.Pending), colour => Assert.True(Math.Abs(colour.Luma - unknown.Luma) >= 20, colour.Hex));
    }

    [Fact]
    public void P_stable_grows_lighter_all_the_way()
    {
        var lumas = Enumerable.Range(0, 101).Select(i => ProbabilityScale.At(i / 100.0).Luma).ToList();

        Assert.All(lumas.Zip(lumas.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        Assert.Equal(Colour.Parse("#00204D"), ProbabilityScale.At(0));
        Assert.Equal(Colour.Parse("#FFEA46"), ProbabilityScale.At(1));
    }
}
