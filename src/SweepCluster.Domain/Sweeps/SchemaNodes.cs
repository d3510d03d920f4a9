using System.Text.Json.Nodes;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Parts of a JSON Schema, one function per kind of value.</summary>
internal static class SchemaNodes
{
    public static JsonObject Described(string description, JsonObject schema)
    {
        schema.Insert(0, "description", description);
        return schema;
    }

    public static JsonObject Text(string description) => Described(description, new JsonObject { ["type"] = "string" });

    public static JsonObject Names(string description, IEnumerable<string> names) =>
        Described(description, new JsonObject { ["enum"] = new JsonArray([.. names]) });

    public static JsonObject Integer(string description, JsonNode minimum, JsonNode maximum) =>
        Described(description, new JsonObject { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum });

    public static JsonObject Number(string description, NumberRange range) => Described(description, Number(range));

    /// <summary>A group of keys that has no others.</summary>
    public static JsonObject Group(string description, string[] required, params ReadOnlySpan<(string Key, JsonObject Schema)> keys)
    {
        var properties = new JsonObject();
        foreach (var (key, schema) in keys)
        {
            properties[key] = schema;
        }

        var group = new JsonObject { ["description"] = description, ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Length > 0)
        {
            group["required"] = new JsonArray([.. required]);
        }

        return group;
    }

    /// <summary>A value of a family's parameter.</summary>
    public static JsonObject Parameter(ParameterDefinition parameter)
    {
        var range = new NumberRange(parameter.Minimum, parameter.Maximum, parameter.MinimumIsExclusive, parameter.MaximumIsExclusive);
        var schema = parameter.Kind switch
        {
            ParameterKind.Choice => new JsonObject { ["enum"] = new JsonArray([.. parameter.Choices]) },
            ParameterKind.Flag => new JsonObject { ["type"] = "boolean" },
            ParameterKind.Integer => Number(range, "integer"),
            ParameterKind.IntegerList => new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["maxItems"] = parameter.MaximumLength,
                ["items"] = Number(range, "integer"),
            },
            _ when parameter.AllowsInfinity => new JsonObject
            {
                ["anyOf"] = new JsonArray(Number(range), new JsonObject { ["enum"] = new JsonArray("inf", ".inf") }),
            },
            _ => Number(range),
        };
        return Described($"{parameter.Description} Default: {parameter.Default}.", schema);
    }

    private static JsonObject Number(NumberRange range, string type = "number")
    {
        var schema = new JsonObject { ["type"] = type };
        if (double.IsFinite(range.Minimum))
        {
            schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = range.Minimum;
        }

        if (double.IsFinite(range.Maximum))
        {
            schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = range.Maximum;
        }

        return schema;
    }
}
