namespace SweepCluster.Cli.Run;

/// <summary>Shows nothing and waits.</summary>
internal sealed class QuietView : IRunView
{
    public Task ShowAsync(Task run) => run.ContinueWith(_ => { }, TaskScheduler.Default);
}
