namespace SweepCluster.Cli.Run;

/// <summary>How progress is shown.</summary>
internal enum ProgressKind
{
    /// <summary>A map that fills in, where the output is a terminal.</summary>
    Live,

    /// <summary>A line now and then.</summary>
    Plain,

    /// <summary>One JSON object per line on standard output.</summary>
    Json,

    /// <summary>Nothing but errors.</summary>
    Quiet,
}

/// <summary>The command line of <c>sweep run</c>.</summary>
/// <param name="File">The sweep file.</param>
/// <param name="Out">The folder of results; null for <c>out/NAME</c>.</param>
/// <param name="Overrides">Keys and values of <c>--set</c>, applied to the file in order.</param>
/// <param name="Cores">Threads to train on; null for all.</param>
internal sealed record RunOptions(
    string File,
    string? Out,
    IReadOnlyList<KeyValuePair<string, string>> Overrides,
    bool Resume,
    bool DryRun,
    int? Cores,
    ProgressKind Progress)
{
    /// <summary>Where the live page is served; null for nowhere, unless <see cref="Open"/> asks for any free port.</summary>
    public string? Listen { get; init; }

    /// <summary>Names of devices to train on; empty for the best there are.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Whether to open the live page in a browser.</summary>
    public bool Open { get; init; }
}
