using SweepCluster.Domain.Sweeps;
using static SweepCluster.Domain.Families.ParameterDefinitions;

namespace SweepCluster.Domain.Families;

/// <summary>The parameters of polynomial networks (arXiv 2505.11589).</summary>
internal static class PolynomialNetworkParameters
{
    public static FamilyDefinition Definition { get; } = new(
        Family.PolynomialNetwork,
        "polynomial-network",
        Normalisation.Global,
        [
            Integers("hidden", [64, 32], 1, 65536, 64, "Widths of the hidden layers, from the input on.") with { ChangesShape = true, AffectsReference = true },
            Integer("head", 0, 0, 65536, "Width of one more Linear → activation → dropout without batch norm; 0 for none.") with { ChangesShape = true, AffectsReference = true },
            Choice("activation", ["relu", "silu", "gelu", "sigmoid", "tanh"], "The activation that the polynomial approximates.") with { ChangesShape = true, AffectsReference = true },
            Choice("form", ["polynomial", "exact"], "Whether the network runs the polynomial or the activation itself, as the reference does.") with { ChangesShape = true },
            Integer("degree", 4, 1, 22, "Degree d of the polynomial."),
            Real("B", 20, 0, "B: the polynomial is fitted on [−B, B].") with { MinimumIsExclusive = true },
            Choice("coefficients", ["fixed", "learnable"], "Whether the polynomial's coefficients stay at the fit or train with the weights.") with { ChangesShape = true },
            Real("coefficientRate", 0.1, 0, "Learning rate of learnable coefficients, as a factor on learningRate."),
            Choice("order", ["bn-activation", "activation-bn"], "Which comes first after a Linear, batch norm or the activation.") with { ChangesShape = true, AffectsReference = true },
            Choice("boundary", ["exponential", "quadratic", "off"], "The boundary loss on activation inputs beyond αB."),
            Real("lambda", 10, 0, "λ: weight of the boundary loss."),
            Real("alpha", 0.5, 0, "α: the boundary loss starts at |x| = αB.") with { MinimumIsExclusive = true },
            Choice("clip", ["selective", "none", "standard"], "Gradient clipping: selective leaves out batch norm, standard takes all parameters.") with { AffectsReference = true },
            Real("clipNorm", 1, 0, "The gradient norm above which gradients are scaled down.") with { MinimumIsExclusive = true, AffectsReference = true },
            Real("dropout", 0, 0, "Probability that an activation is dropped while training.") with { Maximum = 1, MaximumIsExclusive = true, AffectsReference = true },
            Choice("optimizer", ["adamw", "sgd"], "AdamW, or stochastic gradient descent with momentum.") with { ChangesShape = true, AffectsReference = true },
            Real("learningRate", 0.001, 0, "Learning rate at the start.") with { MinimumIsExclusive = true, AffectsReference = true },
            Real("weightDecay", 0.01, 0, "Weight decay, on every parameter.") with { AffectsReference = true },
            Fraction("momentum", 0.9, "Momentum of sgd."),
            Fraction("beta1", 0.9, "β₁ of adamw: decay of the gradient's mean."),
            Fraction("beta2", 0.999, "β₂ of adamw: decay of the squared gradient's mean."),
            Choice("schedule", ["plateau", "cosine", "constant"], "How the learning rate falls: on a plateau of the validation loss, by a cosine to 0, or not.") with { AffectsReference = true },
            Fraction("plateauFactor", 0.1, "What the learning rate is multiplied by on a plateau.") with { MinimumIsExclusive = true },
            Integer("plateauPatience", 5, 0, 1_000_000, "Epochs without improvement before a plateau is called.") with { AffectsReference = true },
            Choice("initialisation", ["kaiming-uniform", "he"], "Distribution of the first weights: uniform ±1/√fan-in, or normal with variance 2/fan-in.") with { AffectsReference = true },
            Integer("batch", 128, 2, 1_048_576, "Samples of a batch.") with { ChangesShape = true, AffectsReference = true },
            Choice("precision", ["float32", "float64"], "Precision of the training arithmetic.") with { ChangesShape = true, AffectsReference = true },
        ],
        // The boundary loss exists to keep inputs inside [−B, B], which an exact activation does not have.
        [
            KeyValuePair.Create("form", ParameterValue.Choice("exact")),
            KeyValuePair.Create("boundary", ParameterValue.Choice("off")),
        ]);

    private static ParameterDefinition Fraction(string name, double value, string description) =>
        Real(name, value, 0, description) with { Maximum = 1, MaximumIsExclusive = true, AffectsReference = true };
}
