using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Http.Errors;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Http.Routes;

/// <summary>Changes the part of a sweep that leaves its finished trials as true as they were.</summary>
internal static class SweepExtension
{
    private const int MostChanges = 50;

    private const string OfTrials = "epochs, steps and batch are part of every trial that is trained already; only wallClock can change. Submit another sweep";

    private static readonly string[] Allowed = ["strategy", "replicates", "budget"];

    /// <summary>The resolved file with some keys set.</summary>
    /// <param name="changes">As <c>replicates.max=64</c>.</param>
    /// <exception cref="ApiProblemException">422 with every change that is not allowed or not right.</exception>
    public static string Apply(string resolvedFile, IReadOnlyList<string> changes)
    {
        if (changes.Count is 0 or > MostChanges)
        {
            throw SweepMistakes.Problem([new ApiMistake("set", $"has {changes.Count} changes; 1 to {MostChanges} are wanted, such as replicates.max=64")]);
        }

        var pairs = changes.Select((change, index) => Pair(change ?? "", index)).ToArray();
        if (pairs.Where(pair => pair.Mistake is not null).Select(pair => pair.Mistake!).ToArray() is { Length: > 0 } mistakes)
        {
            throw SweepMistakes.Problem([.. mistakes]);
        }

        var before = SweepMistakes.SweepOf(SweepFileReader.Read(resolvedFile, SweepMistakes.FileName, []));
        var after = SweepMistakes.SweepOf(SweepFileReader.Read(resolvedFile, SweepMistakes.FileName, [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]));
        var trained = after with { Strategy = before.Strategy, Replicates = before.Replicates, Axes = before.Axes };
        return SweepIdentity.Of(trained) == SweepIdentity.Of(before)
            ? SweepFileWriter.Write(after)
            : throw SweepMistakes.Problem([new ApiMistake("budget", OfTrials)]);
    }

    private static (string Key, string Value, ApiMistake? Mistake) Pair(string change, int index)
    {
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? change : change[..equals];
        var group = key.Split('.')[0];
        return (key, equals < 0 ? "" : change[(equals + 1)..], Mistake());

        ApiMistake? Mistake() => equals <= 0 ? new ApiMistake($"set[{index}]", "must be KEY=VALUE, such as replicates.max=64")
            : !Allowed.Contains(group) ? new ApiMistake($"set[{index}]", $"can only change keys of {string.Join(", ", Allowed)}: others would make it another sweep")
            : key is "budget.epochs" or "budget.steps" or "budget.batch" ? new ApiMistake(key, OfTrials)
            : null;
    }
}
