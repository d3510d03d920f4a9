using System.Text.Json;
using SweepCluster.Domain.Families;

namespace SweepCluster.Bench;

/// <summary>One job of <c>bench/jobs.json</c>, the settings that both sides of a comparison read.</summary>
internal sealed record Job
{
    /// <summary><c>polynomial-network</c> or <c>polyharmonic-cascade</c>.</summary>
    public required string Family { get; init; }

    /// <summary><c>mnist</c> or <c>spirals</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Trials.</summary>
    public required int Population { get; init; }

    public required int StepsPerTrial { get; init; }

    /// <summary>The model's parameters, by their names in sweep files.</summary>
    public required Dictionary<string, JsonElement> Parameters { get; init; }

    public int Batch => Parameters["batch"].GetInt32();

    public int StepsPerEpoch => Samples / Batch;

    /// <summary>Widths from the input to the output, for a data set of these dimensions.</summary>
    public int[] Layers(int features, int classes) =>
        [features, .. Parameters["hidden"].EnumerateArray().Select(width => width.GetInt32()), classes];

    /// <summary>The same model on a few samples: enough to compile everything that training runs.</summary>
    public Job Miniature() => this with
    {
        Samples = 64,
        Population = 2,
        StepsPerTrial = 2,
        Parameters = new(Parameters) { ["batch"] = JsonSerializer.SerializeToElement(16) },
    };

    /// <exception cref="KeyNotFoundException">There is no job of this name.</exception>
    public static Job Load(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "jobs.json");
        var jobs = JsonSerializer.Deserialize<Dictionary<string, Job>>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        return jobs[name];
    }

    /// <summary>The complete setting of every trial: the job's parameters, and the family's defaults for the others.</summary>
    public ParameterSet ToParameters()
    {
        var family = FamilyCatalogue.Named(Family) ?? throw new KeyNotFoundException($"There is no family '{Family}'.");
        return family.Defaults.With(Parameters.Select(pair => KeyValuePair.Create(pair.Key, Value(family[pair.Key].Kind, pair.Value))));
    }

    private static ParameterValue Value(ParameterKind kind, JsonElement json) => kind switch
    {
        ParameterKind.Real => ParameterValue.Real(json.GetDouble()),
        ParameterKind.Integer => ParameterValue.Integer(json.GetInt64()),
        ParameterKind.Flag => ParameterValue.Flag(json.GetBoolean()),
        ParameterKind.IntegerList => ParameterValue.IntegerList(json.EnumerateArray().Select(element => element.GetInt32())),
        _ => ParameterValue.Choice(json.GetString()!),
    };
}
