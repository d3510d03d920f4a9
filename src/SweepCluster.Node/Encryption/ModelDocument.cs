using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SweepCluster.Domain.Recommendations.Encryption;

namespace SweepCluster.Node.Encryption;

/// <summary>The contents of <c>model.json</c>: everything about <c>model.npz</c> that is not an array.</summary>
internal sealed record ModelDocument
{
    public string Format { get; } = "sweepcluster-polynomial-network";

    public int Version { get; } = 1;

    /// <summary>How the arrays make logits, in a formula.</summary>
    public string Evaluation { get; } = "h = x; for each layer: t = h @ weight + bias; h = sum over k of chebyshev[k] * T_k(t), where the layer has chebyshev; the last t are the logits";

    public string Basis { get; } = "Chebyshev polynomials of the first kind, T_0 to T_degree, in t = (input of the activation)/B on [-1, 1]";

    public string LevelConvention { get; } = "1 per matrix product, ceil(log2(degree + 1)) per polynomial; batch norm and the scaling by B are folded into the matrices";

    public required ModelOrigin Origin { get; init; }

    public required IReadOnlyList<ModelLayer> Layers { get; init; }

    public required int Levels { get; init; }

    public required int Slots { get; init; }

    public required ModelCkks Ckks { get; init; }

    public required ModelAccuracy Accuracy { get; init; }

    public required ModelEscapes Escapes { get; init; }
}

/// <summary>Where a model comes from: enough to train it again.</summary>
/// <param name="Cell">Coordinates of the cell; with seed and replicate the key of all random numbers.</param>
/// <param name="Parameters">Every parameter of the family, as in sweep files.</param>
/// <param name="Input">How samples become the inputs of the first layer.</param>
/// <param name="SameTraceAsStored">Whether training it again gave every number of the stored trace, bit for bit.</param>
internal sealed record ModelOrigin(
    string Sweep,
    ulong Seed,
    string Cell,
    int Replicate,
    IReadOnlyDictionary<string, string> Parameters,
    string Dataset,
    string Input,
    int Features,
    int Classes,
    bool SameTraceAsStored);

/// <summary>A layer, naming its arrays.</summary>
/// <param name="B">The range that the activation's polynomial was fitted on; null for the last layer, as all that follow.</param>
/// <param name="LargestRange">Largest |x|/B over the test split.</param>
/// <param name="EscapeBound">Upper 95 % bound of the probability that a sample leaves [−B, B] in this layer.</param>
internal sealed record ModelLayer(
    int Inputs,
    int Outputs,
    string Weight,
    string Bias,
    string? Chebyshev,
    int? Degree,
    double? B,
    double? LargestRange,
    double? EscapeBound,
    int MatrixLevels,
    int PolynomialLevels);

/// <param name="Fits">False where the network needs bootstrapping.</param>
/// <param name="LevelsThatFit">In the largest ring, at this scale.</param>
/// <param name="Parameters">Null where it does not fit, as is the precision.</param>
internal sealed record ModelCkks(
    bool Fits,
    int LevelsThatFit,
    int SecurityBits,
    string SecuritySource,
    CkksParameters? Parameters,
    CkksPrecision? Precision);

/// <summary>Fractions of the test split, and how far the written model is from the trained one.</summary>
internal sealed record ModelAccuracy(
    double Trained,
    double Folded,
    int Samples,
    double LargestLogitDifference,
    double LargestLogit,
    double Tolerance);

/// <param name="Validation">Of the stored trace.</param>
/// <param name="Test">Of the model trained again.</param>
/// <param name="TestTail">Null with too few samples to say.</param>
internal sealed record ModelEscapes(EscapeMargin Validation, EscapeMargin Test, EscapeTail? TestTail);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ModelDocument))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    /// <summary>Writes a plus sign as itself: the file is for people too, and no web page embeds it.</summary>
    public static ModelJson Readable => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
