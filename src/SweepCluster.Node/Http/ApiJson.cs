using System.Text.Json;
using System.Text.Json.Serialization;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Node.Http.Documents;
using SweepCluster.Node.Http.Errors;

namespace SweepCluster.Node.Http;

/// <summary>JSON of the API: camelCase names, numbers as everywhere, null for what is not a finite number.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    MaxDepth = 16,
    Converters = [typeof(FiniteNumberConverter), typeof(CamelCaseNames<Outcome>), typeof(CamelCaseNames<ScoreKind>), typeof(CamelCaseNames<DivergenceSignal>)])]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(LogLevelDocument))]
[JsonSerializable(typeof(SweepList))]
[JsonSerializable(typeof(SweepDocument))]
[JsonSerializable(typeof(PriorityChange))]
[JsonSerializable(typeof(Extension))]
[JsonSerializable(typeof(RetryFilter))]
[JsonSerializable(typeof(RetryAnswer))]
[JsonSerializable(typeof(CellPage))]
[JsonSerializable(typeof(TrialList))]
[JsonSerializable(typeof(TraceDocument))]
[JsonSerializable(typeof(FailureList))]
[JsonSerializable(typeof(SliceList))]
[JsonSerializable(typeof(LayerTile))]
[JsonSerializable(typeof(DrawingDocument))]
[JsonSerializable(typeof(CellDocument))]
[JsonSerializable(typeof(AccessDocument))]
[JsonSerializable(typeof(Zoom))]
[JsonSerializable(typeof(IsolineDocument))]
[JsonSerializable(typeof(MapNews))]
[JsonSerializable(typeof(RecommendationDocument))]
[JsonSerializable(typeof(ImportancesDocument))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(HealthDocument))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>JSON has no word for what is not a finite number: it is null, unknown.</summary>
internal sealed class FiniteNumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>Names as in every table: <c>stable</c>, not <c>Stable</c>.</summary>
internal sealed class CamelCaseNames<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
