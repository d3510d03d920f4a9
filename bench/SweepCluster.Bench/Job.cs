using System.Collections.Immutable;
using System.Text.Json;

namespace SweepCluster.Bench;

/// <summary>One job of <c>bench/jobs.json</c>, the settings that both sides of a comparison read.</summary>
internal sealed record Job
{
    public required string Family { get; init; }

    public required string Dataset { get; init; }

    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Widths from the input to the output.</summary>
    public required ImmutableArray<int> Layers { get; init; }

    /// <summary>Cascades side by side, one per model output.</summary>
    public int Outputs { get; init; }

    public int Degree { get; init; }

    /// <summary>B: the polynomial approximates its activation on [−B, B].</summary>
    public double Range { get; init; }

    /// <summary>The family's own α.</summary>
    public required double Alpha { get; init; }

    public double Lambda { get; init; }

    public double ClipNorm { get; init; }

    public double LearningRate { get; init; }

    public double WeightDecay { get; init; }

    /// <summary>The kernel's b.</summary>
    public double Smoothness { get; init; }

    /// <summary>The kernel's c.</summary>
    public double Constant { get; init; }

    public required int Batch { get; init; }

    /// <summary>Trials.</summary>
    public required int Population { get; init; }

    public required int StepsPerTrial { get; init; }

    public int StepsPerEpoch => Samples / Batch;

    /// <exception cref="KeyNotFoundException">There is no job of this name.</exception>
    public static Job Load(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "jobs.json");
        var jobs = JsonSerializer.Deserialize<Dictionary<string, Job>>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        return jobs[name];
    }
}
