using System.Collections.Immutable;
using SweepCluster.Export.Drawing;

namespace SweepCluster.Export.Maps;

/// <summary>The colours of P(stable): darker is rarer. The stops lie on cividis, even in lightness and safe for the colour-blind.</summary>
public static class ProbabilityScale
{
    private static readonly ImmutableArray<Colour> Stops =
    [
        Colour.Parse("#00204D"), Colour.Parse("#31446B"), Colour.Parse("#666970"), Colour.Parse("#958F78"), Colour.Parse("#CBBA69"), Colour.Parse("#FFEA46"),
    ];

    /// <summary>The colour of a probability from 0 to 1; not a number gives the colour of a pending cell.</summary>
    public static Colour At(double probability)
    {
        if (double.IsNaN(probability))
        {
            return OutcomePalette.Pending;
        }

        var place = Math.Clamp(probability, 0, 1) * (Stops.Length - 1);
        var stop = Math.Min((int)place, Stops.Length - 2);
        return Stops[stop].Towards(Stops[stop + 1], place - stop);
    }
}
