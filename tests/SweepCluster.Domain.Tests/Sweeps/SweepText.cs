using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Sweeps;

/// <summary>Sweep files for tests.</summary>
internal static class SweepText
{
    public const string Head = "name: test\nfamily: polynomial-network\ndataset: {name: spirals}\n";

    public const string CascadeHead = "name: test\nfamily: polyharmonic-cascade\ndataset: {name: sincos}\n";

    public static SweepFileResult Read(string text, params (string Key, string Value)[] overrides) =>
        SweepFileReader.Read(text, "test.yaml", [.. overrides.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]);

    /// <summary>The sweep of a correct text.</summary>
    public static Sweep Sweep(string text, params (string Key, string Value)[] overrides)
    {
        var result = Read(text, overrides);
        Assert.True(result.Sweep is not null, string.Join('\n', result.Errors));
        return result.Sweep;
    }

    /// <summary>The messages of a wrong text.</summary>
    public static string[] Errors(string text, params (string Key, string Value)[] overrides)
    {
        var result = Read(text, overrides);
        Assert.Null(result.Sweep);
        Assert.NotEmpty(result.Errors);
        return [.. result.Errors.Select(error => error.ToString())];
    }
}
