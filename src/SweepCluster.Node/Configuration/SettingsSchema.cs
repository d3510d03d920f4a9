using System.Text.Json.Nodes;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.Configuration;

/// <summary>The JSON Schema of a file of settings, for editors.</summary>
public static class SettingsSchema
{
    public static JsonObject Create()
    {
        var root = SchemaNodes.Group("Settings of a sweep node.", []);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        foreach (var key in SettingKeys.All)
        {
            var path = key.Name.Split('.');
            var properties = root["properties"]!.AsObject();
            foreach (var group in path[..^1])
            {
                if (properties[group] is null)
                {
                    properties[group] = SchemaNodes.Group($"Settings of {group}.", []);
                }

                properties = properties[group]!["properties"]!.AsObject();
            }

            properties[path[^1]] = key.Schema.DeepClone();
        }

        return root;
    }
}
