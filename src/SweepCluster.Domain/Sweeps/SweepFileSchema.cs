using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SweepCluster.Domain.Families;
using static SweepCluster.Domain.Sweeps.SchemaNodes;

namespace SweepCluster.Domain.Sweeps;

/// <summary>The JSON Schema (2020-12) by which editors complete and check sweep files; made from the families' parameters.</summary>
public static class SweepFileSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write()
    {
        var schema = Group(
            "A stability sweep.",
            ["name", "family", "dataset"],
            ("name", Text("The name of the sweep.")),
            ("family", Names("The kind of model.", FamilyCatalogue.All.Select(family => family.Name))),
            ("dataset", Dataset()),
            ("parameters", Described("Fixed values; whatever is left out has its default.", new JsonObject { ["type"] = "object" })),
            ("axes", Described("The varied parameters; without axes the sweep is one cell.", new JsonObject { ["type"] = "array" })),
            ("strategy", Strategy()),
            ("replicates", Group(
                "How many trials a cell gets.",
                [],
                ("kind", Names("The same number for every cell, or as many as it takes to decide on which side of the threshold P(stable) lies.", [.. ReplicatesReader.Kinds.Select(kind => kind.Name)])),
                ("count", Integer("Trials per cell, for kind fixed.", 1, ReplicatesReader.Most)),
                ("min", Integer("Trials that every cell gets, for kind sequential.", 1, ReplicatesReader.Most)),
                ("max", Integer("Trials after which a cell stays ambiguous, for kind sequential.", 1, ReplicatesReader.Most)),
                ("threshold", Number("The P(stable) that a cell is compared with, for kind sequential.", ReplicatesReader.Probability)),
                ("confidence", Number("The probability that a cell is not put on the wrong side, for kind sequential.", ReplicatesReader.Probability)))),
            ("budget", Budget()),
            ("labels", Group("Thresholds of the classifier.", [], [.. LabelKeys.All.Select(key => (key.Name, Number(key.Description, key.Range)))])),
            ("map", Group("Which axes span the picture.", [], ("x", Text("The parameter across.")), ("y", Text("The parameter upwards.")))),
            ("seed", Integer("The root of all random numbers.", 0, ulong.MaxValue)));
        schema["allOf"] = new JsonArray([.. FamilyCatalogue.All.Select(OfFamily)]);
        schema["$defs"] = Spacings();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Dataset() => Group(
        "What is trained on.",
        ["name"],
        ("name", Text("A generator, a known data set, or a name of your own with a path.")),
        ("path", Text("File or folder; without it $SWEEP_DATA/NAME and ./data/NAME are tried.")),
        ("train", Integer("Training samples to keep.", 1, int.MaxValue)),
        ("validation", Integer("Samples held out of the training data.", 1, int.MaxValue)),
        ("test", Integer("Test samples to keep.", 1, int.MaxValue)),
        ("normalise", Names("How features are scaled.", DatasetReader.Normalisations.Select(pair => pair.Name))),
        ("seed", Integer("Seed of generation, subsampling and splits.", 0, ulong.MaxValue)),
        ("label", Described("The label column of a CSV file: its header, or its number from 0.", new JsonObject { ["type"] = new JsonArray("string", "integer") })),
        ("options", Described("Settings of a generator.", new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "number" } })));

    private static JsonObject Strategy() => Group(
        "How cells are chosen.",
        [],
        ("kind", Names("Every combination; points drawn at random, from a Sobol sequence or a Latin hypercube; a coarse cover refined where the map changes; or points around the boundary of stability.", StrategyReader.Kinds.Select(kind => kind.Name))),
        ("cells", Integer("How many cells to draw; the most that refine may train.", 1, AxisReader.MostCells)),
        ("coarse", Integer("Intervals per mapped axis that refine begins with.", 1, RefineReader.MostCoarse)),
        ("resolution", Integer("Values per mapped axis that refine can go down to, in place of the axes' counts.", 2, AxisReader.MostCells)),
        ("threshold", Number("refine splits around cells whose interval of P(stable) contains this.", RefineReader.Thresholds)),
        ("tolerance", Number("refine splits where scores of stable cells differ by more than this.", RefineReader.Tolerances)),
        ("initial", Integer("Cells of the cover that boundary begins with.", 1, BoundaryReader.MostCells)),
        ("batch", Integer("Cells per round of boundary.", 1, BoundaryReader.MostCells)));

    private static JsonObject Budget() => Group(
        "How long a trial trains, and how much the sweep may take.",
        [],
        ("epochs", Integer("Passes over the training data.", 1, BudgetReader.MostEpochs)),
        ("steps", Integer("Optimiser steps, instead of epochs.", 1, BudgetReader.MostSteps)),
        ("batch", Integer("The parameter batch.", 2, 1_048_576)),
        ("wallClock", Described("No new trial starts after this: 90s, 30m, 2h.", new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9]{1,9}(\.[0-9]{1,7})?[smh]$" })),
        ("trials", Integer("The most trials of the sweep, those of references included.", 1, BudgetReader.MostTrials)));

    private static JsonObject OfFamily(FamilyDefinition family) => new()
    {
        ["if"] = new JsonObject { ["properties"] = new JsonObject { ["family"] = new JsonObject { ["const"] = family.Name } } },
        ["then"] = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["parameters"] = Group($"Parameters of {family.Name}.", [], [.. family.Parameters.Select(parameter => (parameter.Name, Parameter(parameter)))]),
                ["axes"] = new JsonObject { ["items"] = new JsonObject { ["oneOf"] = new JsonArray([.. family.Parameters.Select(Axis)]) } },
            },
        },
    };

    private static JsonObject Axis(ParameterDefinition parameter)
    {
        var spacings = new List<(string, JsonObject)> { ("values", Values(parameter)) };
        var isNumber = parameter.Kind is ParameterKind.Real or ParameterKind.Integer;
        if (isNumber)
        {
            spacings.Add(("log", Spacing("log")));
            spacings.Add(("linear", Spacing("linear")));
        }

        if (parameter.Kind == ParameterKind.Integer)
        {
            spacings.Add(("int", Spacing("int")));
        }

        var axis = Group(
            parameter.Description,
            ["parameter"],
            [("parameter", new JsonObject { ["const"] = parameter.Name }), .. spacings, .. isNumber ? [("scale", Scale())] : Array.Empty<(string, JsonObject)>()]);
        if (isNumber)
        {
            axis["dependentRequired"] = new JsonObject { ["scale"] = new JsonArray("values") };
        }

        axis["oneOf"] = new JsonArray([.. spacings.Select(spacing => new JsonObject { ["required"] = new JsonArray(spacing.Item1) })]);
        return axis;
    }

    private static JsonObject Values(ParameterDefinition parameter) => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["uniqueItems"] = true,
        ["items"] = Parameter(parameter),
    };

    private static JsonObject Scale() => Names("How a list of ascending numbers is drawn; as names when left out.", AxisReader.ListScales.Select(scale => scale.Name));

    private static JsonObject Spacing(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Spacings()
    {
        var any = new NumberRange(double.NegativeInfinity, double.PositiveInfinity);
        var positive = new NumberRange(0, double.PositiveInfinity, MinimumIsExclusive: true);
        return new JsonObject
        {
            ["log"] = Divided("Equal factors between two numbers.", positive),
            ["linear"] = Divided("Equal steps between two numbers.", any),
            ["int"] = Group(
                "Integers.",
                ["from", "to"],
                ("from", Integer("The first.", int.MinValue, int.MaxValue)),
                ("to", Integer("The last at most.", int.MinValue, int.MaxValue)),
                ("step", Integer("The distance; 1 when left out.", 1, int.MaxValue))),
        };
    }

    private static JsonObject Divided(string description, NumberRange ends) => Group(
        description,
        ["from", "to", "count"],
        ("from", Number("The first value.", ends)),
        ("to", Number("The last value.", ends)),
        ("count", Integer("How many values.", 1, AxisReader.MostCells)));
}
