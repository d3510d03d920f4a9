namespace SweepCluster.Cli;

/// <summary>What the shell is told.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The machine or the program failed, or a check did not hold.</summary>
    public const int Failure = 1;

    /// <summary>The command line, the sweep file or the data must be mended by the user.</summary>
    public const int UserMistake = 2;

    /// <summary>The sweep that was watched will not finish: someone cancelled it.</summary>
    public const int SweepCancelled = 3;

    /// <summary>Stopped by Ctrl-C or SIGTERM, by the shells' convention.</summary>
    public const int Cancelled = 130;
}
