using System.Collections.Immutable;
using System.Text.Json;
using SweepCluster.Domain.Surrogates;

namespace SweepCluster.Export.Html;

/// <summary>The rows of a report's tables of importance.</summary>
internal static class ImportanceData
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<(string Question, Importance Importance)> answers)
    {
        json.WriteStartArray("importance");
        foreach (var (question, importance) in answers)
        {
            json.WriteStartObject();
            json.WriteString("question", question);
            json.WriteNumber("cells", importance.Cells);
            json.WritePropertyName("r2");
            json.WriteRounded(importance.OutOfBagR2, 3);
            json.WriteBoolean("isSufficient", importance.IsSufficient);
            json.WriteStartArray("effects");
            foreach (var effect in importance.Effects.OrderByDescending(effect => effect.Share.Mean))
            {
                json.WriteStartObject();
                json.WriteString("name", effect.Second is { } second ? $"{effect.First} × {second}" : effect.First);
                json.WritePropertyName("share");
                json.WriteRounded(effect.Share.Mean, 4);
                json.WritePropertyName("spread");
                json.WriteRounded(effect.Share.StandardDeviation, 3);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
