using System.Globalization;

namespace SweepCluster.Cli.Run;

/// <summary>A line now and then, for logs and for terminals that cannot draw.</summary>
internal sealed class PlainView(RunProgress progress, TextWriter output) : IRunView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Nothing has come in yet: nothing to say, as the run may still be refused.
    private string _last = "0";

    public async Task ShowAsync(Task run)
    {
        while (!run.IsCompleted)
        {
            Print();
            await Task.WhenAny(run, Task.Delay(Interval)).ConfigureAwait(false);
        }

        Print();
    }

    private void Print()
    {
        var numbers = progress.Numbers();
        var state = numbers.Finished + numbers.News;
        if (state == _last)
        {
            return;
        }

        _last = state;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Elapsed:hh\\:mm\\:ss}  {numbers.Line()}  {Tally.Of(progress.Map().Counts)}").TrimEnd());
        if (numbers.Finished < numbers.Total && numbers.News.Length > 0)
        {
            output.WriteLine($"          {numbers.News}");
        }
    }
}
