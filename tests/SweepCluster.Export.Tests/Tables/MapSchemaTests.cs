using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Export.Maps;
using SweepCluster.Export.Tables;
using SweepCluster.Export.Tests.Maps;

namespace SweepCluster.Export.Tests.Tables;

/// <summary>Holds <c>map.json</c> against its published schema with a validator that is not ours.</summary>
public sealed class MapSchemaTests
{
    // Reads a document a line; prints how many are valid and the first complaint about each that is not.
    private const string Validator = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1], encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in open(sys.argv[2], encoding="utf-8"):
            errors = sorted(validator.iter_errors(json.loads(line)), key=lambda error: list(map(str, error.absolute_path)))
            print("/".join(map(str, errors[0].absolute_path)) + ": " + errors[0].message if errors else "valid")
        """;

    private static readonly ImmutableArray<Axis> Axes =
        [DemoMaps.Reals("B", AxisScale.Linear, 0, 1, 2, 3), DemoMaps.Reals("alpha", AxisScale.Log, 0.1, double.PositiveInfinity), DemoMaps.Degrees];

    private static readonly string SchemaPath = PathOfSchema();

    // By B: pending, unknown, stable, diverged.
    private static StabilityMap MapOf(int axes) => DemoMaps.Of(
        "schema",
        Axes[..axes],
        (at, _) => at switch { [0 or 1, ..] => null, [3, ..] => Outcome.Diverged, _ => Outcome.Stable },
        isFailed: at => at[0] == 1);

    private static JsonObject DocumentOf(StabilityMap map)
    {
        using var stream = new MemoryStream();
        MapDocument.Write(map, stream);
        return JsonNode.Parse(stream.ToArray())!.AsObject();
    }

    [Fact]
    public void Exported_maps_of_any_shape_and_state_are_valid()
    {
        JsonObject[] documents =
        [
            .. Enumerable.Range(0, 4).Select(axes => DocumentOf(MapOf(axes))),
            DocumentOf(DemoMaps.Cliff()),
            DocumentOf(DemoMaps.Of("nothing yet", [], (_, _) => null)),
            DocumentOf(DemoMaps.Of("scattered", Axes, (_, draw) => draw < 0.5 ? Outcome.Escaped : Outcome.Stable, random: 20)),
        ];

        Assert.Equal(["pending", "unknown", "stable", "diverged"], documents[1]["cells"]!.AsArray().Select(cell => (string?)cell!["label"]));
        Assert.Equal((1, 1), ((int)documents[1]["pendingCells"]!, (int)documents[1]["unknownCells"]!));
        if (Verdicts(documents) is { } verdicts)
        {
            Assert.All(verdicts, verdict => Assert.Equal("valid", verdict));
        }
    }

    [Fact]
    public void A_damaged_document_is_refused_where_it_is_damaged()
    {
        (string Place, Action<JsonObject> Damage)[] damages =
        [
            ("", document => document.Remove("axes")),
            ("", document => document["extra"] = 1),
            ("axes/0/scale", document => document["axes"]![0]!["scale"] = "Log"),
            ("counts", document => document["counts"]!.AsObject().Remove("singular")),
            ("cells/2/label", document => document["cells"]![2]!["label"] = "fine"),
            ("cells/2/trials", document => document["cells"]![2]!["trials"] = -1),
            ("cells/2/stableInterval/1", document => document["cells"]![2]!["stableInterval"]![1] = 1.5),
            ("cells/0/trials", document => document["cells"]![0]!["trials"] = 3),
            ("cells/1/failedTrials", document => document["cells"]![1]!["failedTrials"] = 0),
            ("cells/3/stableProbability", document => document["cells"]![3]!["stableProbability"] = null),
        ];
        var documents = damages.Select(damage =>
        {
            var document = DocumentOf(MapOf(1));
            damage.Damage(document);
            return document;
        });

        if (Verdicts([.. documents]) is { } verdicts)
        {
            Assert.Equal(damages.Select(damage => damage.Place), verdicts.Select(verdict => verdict[..Math.Max(0, verdict.IndexOf(':', StringComparison.Ordinal))]));
        }
    }

    [Fact]
    public void The_schema_lists_every_label_there_is()
    {
        var cell = JsonNode.Parse(File.ReadAllText(SchemaPath))!["$defs"]!["cell"]!["properties"]!;

        Assert.Equal(
            [.. OutcomeDescription.All.Select(description => description.Name), CellLabel.Pending, CellLabel.Unknown],
            cell["label"]!["enum"]!.AsArray().Select(label => (string)label!));
    }

    /// <summary>What the validator says of each document; null where it is not installed, which CI does not allow.</summary>
    private static string[]? Verdicts(JsonObject[] documents)
    {
        if (!SystemPython.Has("jsonschema"))
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return null;
        }

        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, documents.Select(document => document.ToJsonString()), new UTF8Encoding(false));
            var (code, output) = SystemPython.Run(Validator, SchemaPath, file);
            Assert.True(code == 0, output);
            var verdicts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(documents.Length, verdicts.Length);
            return verdicts;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string PathOfSchema()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SweepCluster.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests must lie inside the repository."), "docs", "map.schema.json");
    }
}
