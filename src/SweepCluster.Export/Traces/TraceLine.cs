using System.Text.Json;
using System.Text.Json.Serialization;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Export.Traces;

/// <summary>One line of <c>traces.jsonl</c>.</summary>
/// <param name="Cell">The cell's id.</param>
/// <param name="Replicate">Counted from 0.</param>
/// <param name="Reference">Whether the cell is a reference setting.</param>
/// <param name="Outcome">The label at the time of writing.</param>
/// <param name="Trace">All that a label is computed from.</param>
public sealed record TraceLine(string Cell, int Replicate, bool Reference, Outcome Outcome, Trace Trace);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(CamelCaseEnum<Outcome>), typeof(CamelCaseEnum<ScoreKind>), typeof(CamelCaseEnum<DivergenceSignal>)],
    IgnoreReadOnlyProperties = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TraceLine))]
internal sealed partial class TraceLineContext : JsonSerializerContext;

/// <summary>Names as in every other table: <c>stable</c>, not <c>Stable</c>.</summary>
internal sealed class CamelCaseEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase)
    where TEnum : struct, Enum;
