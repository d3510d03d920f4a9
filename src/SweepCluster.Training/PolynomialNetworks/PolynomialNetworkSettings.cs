using System.Collections.Immutable;
using SweepCluster.Compute.Network;
using SweepCluster.Domain.Families;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>Which comes first behind a linear layer.</summary>
public enum LayerOrder
{
    BatchNormActivation,
    ActivationBatchNorm,
}

public enum Optimizer
{
    AdamW,

    /// <summary>With momentum, and weight decay decoupled from the gradient.</summary>
    Sgd,
}

public enum WeightInitialisation
{
    /// <summary>Weights and biases uniform in ±1/√(inputs).</summary>
    KaimingUniform,

    /// <summary>Weights normal with variance 2/inputs, biases zero.</summary>
    He,
}

/// <summary>A polynomial network's parameters, typed. Names and ranges are those of sweep files.</summary>
public sealed record PolynomialNetworkSettings
{
    public required ImmutableArray<int> Hidden { get; init; }

    /// <summary>Width of the extra layer without batch norm; 0 for none.</summary>
    public required int Head { get; init; }

    public required ActivationFunction Activation { get; init; }

    /// <summary>Whether the activation is used as it is: the reference that has no B, degree or boundary loss.</summary>
    public required bool IsExact { get; init; }

    public required int Degree { get; init; }

    /// <summary>B.</summary>
    public required double Range { get; init; }

    public required bool LearnsCoefficients { get; init; }

    /// <summary>Learning rate of the coefficients, as a multiple of <see cref="LearningRate"/>.</summary>
    public required double CoefficientRate { get; init; }

    public required LayerOrder Order { get; init; }

    public required BoundaryKind Boundary { get; init; }

    public required double Lambda { get; init; }

    public required double Alpha { get; init; }

    public required ClipKind Clip { get; init; }

    public required double ClipNorm { get; init; }

    public required double Dropout { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required double LearningRate { get; init; }

    public required double WeightDecay { get; init; }

    public required double Momentum { get; init; }

    public required double Beta1 { get; init; }

    public required double Beta2 { get; init; }

    public required ScheduleKind Schedule { get; init; }

    public required double PlateauFactor { get; init; }

    public required int PlateauPatience { get; init; }

    public required WeightInitialisation Initialisation { get; init; }

    public required int Batch { get; init; }

    public required bool IsDoublePrecision { get; init; }

    /// <summary>Reads a complete set of parameters.</summary>
    /// <exception cref="KeyNotFoundException">A parameter is missing.</exception>
    /// <exception cref="ArgumentException">A choice has a name that is not known.</exception>
    public static PolynomialNetworkSettings From(ParameterSet parameters) => new()
    {
        Hidden = parameters.Integers("hidden"),
        Head = parameters.Integer("head"),
        Activation = Choose(parameters, "activation", ("relu", ActivationFunction.Relu), ("silu", ActivationFunction.Silu), ("gelu", ActivationFunction.Gelu), ("sigmoid", ActivationFunction.Sigmoid), ("tanh", ActivationFunction.Tanh)),
        IsExact = Choose(parameters, "form", ("polynomial", false), ("exact", true)),
        Degree = parameters.Integer("degree"),
        Range = parameters.Real("B"),
        LearnsCoefficients = Choose(parameters, "coefficients", ("fixed", false), ("learnable", true)),
        CoefficientRate = parameters.Real("coefficientRate"),
        Order = Choose(parameters, "order", ("bn-activation", LayerOrder.BatchNormActivation), ("activation-bn", LayerOrder.ActivationBatchNorm)),
        Boundary = Choose(parameters, "boundary", ("exponential", BoundaryKind.Exponential), ("quadratic", BoundaryKind.Quadratic), ("off", BoundaryKind.Off)),
        Lambda = parameters.Real("lambda"),
        Alpha = parameters.Real("alpha"),
        Clip = Choose(parameters, "clip", ("none", ClipKind.None), ("standard", ClipKind.Standard), ("selective", ClipKind.Selective)),
        ClipNorm = parameters.Real("clipNorm"),
        Dropout = parameters.Real("dropout"),
        Optimizer = Choose(parameters, "optimizer", ("adamw", Optimizer.AdamW), ("sgd", Optimizer.Sgd)),
        LearningRate = parameters.Real("learningRate"),
        WeightDecay = parameters.Real("weightDecay"),
        Momentum = parameters.Real("momentum"),
        Beta1 = parameters.Real("beta1"),
        Beta2 = parameters.Real("beta2"),
        Schedule = Choose(parameters, "schedule", ("plateau", ScheduleKind.Plateau), ("cosine", ScheduleKind.Cosine), ("constant", ScheduleKind.Constant)),
        PlateauFactor = parameters.Real("plateauFactor"),
        PlateauPatience = parameters.Integer("plateauPatience"),
        Initialisation = Choose(parameters, "initialisation", ("kaiming-uniform", WeightInitialisation.KaimingUniform), ("he", WeightInitialisation.He)),
        Batch = parameters.Integer("batch"),
        IsDoublePrecision = Choose(parameters, "precision", ("float32", false), ("float64", true)),
    };

    private static TChoice Choose<TChoice>(ParameterSet parameters, string name, params ReadOnlySpan<(string Text, TChoice Value)> choices)
    {
        var text = parameters.Choice(name);
        foreach (var choice in choices)
        {
            if (choice.Text == text)
            {
                return choice.Value;
            }
        }

        throw new ArgumentException($"'{text}' is no value of '{name}'.", nameof(parameters));
    }
}
