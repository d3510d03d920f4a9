namespace SweepCluster.Cli.Run;

/// <summary>One way to show a run.</summary>
internal interface IRunView
{
    /// <summary>Shows progress until the run has ended, whichever way it ends. Does not throw what the run throws.</summary>
    Task ShowAsync(Task run);
}
