using SweepCluster.Domain.Sweeps;
using static SweepCluster.Domain.Families.ParameterDefinitions;

namespace SweepCluster.Domain.Families;

/// <summary>The parameters of polyharmonic cascades (arXiv 2512.17671).</summary>
internal static class PolyharmonicCascadeParameters
{
    public static FamilyDefinition Definition { get; } = new(
        Family.PolyharmonicCascade,
        "polyharmonic-cascade",
        Normalisation.Range,
        [
            Integers("hidden", [100, 20, 20], 1, 65536, 1024, "Widths of the hidden layers, from the input on.") with { ChangesShape = true, AffectsReference = true },
            Choice("constellation", ["octahedron", "random"], "Where each layer's points lie: the origin and ±1 on every axis, or drawn in the unit ball.") with { ChangesShape = true },
            Integer("constellationSize", 40, 2, 65536, "Points per layer of a random constellation; an octahedron has 2n + 1 for n inputs.") with { ChangesShape = true },
            Real("b", 5, double.NegativeInfinity, "b of the kernel ½m(ln m − 2b) + c, m the squared distance."),
            Real("c", 400, 0, "c of the kernel; inf for its limit.") with { MinimumIsExclusive = true, AllowsInfinity = true },
            Real("sigma2", 0, 0, "σ²: added to the diagonal of the kernel matrix before it is inverted."),
            Real("alpha", 200, 0, "α: regulariser of the global solve.") with { MinimumIsExclusive = true },
            Choice("alphaRule", ["absolute", "per-row", "trace-relative"], "What α is measured in: as it is, times the rows of a batch, or times the trace of ΣΩ."),
            Integer("batch", 2000, 2, 1_048_576, "Samples of a batch: the rows r of a solve.") with { ChangesShape = true, AffectsReference = true },
            Choice("precision", ["float32", "float64"], "Precision of the training arithmetic.") with { ChangesShape = true, AffectsReference = true },
        ],
        [
            KeyValuePair.Create("constellation", ParameterValue.Choice("octahedron")),
            KeyValuePair.Create("b", ParameterValue.Real(5)),
            KeyValuePair.Create("c", ParameterValue.Real(400)),
            KeyValuePair.Create("sigma2", ParameterValue.Real(0)),
            KeyValuePair.Create("alphaRule", ParameterValue.Choice("trace-relative")),
            KeyValuePair.Create("alpha", ParameterValue.Real(0.001)),
        ]);
}
