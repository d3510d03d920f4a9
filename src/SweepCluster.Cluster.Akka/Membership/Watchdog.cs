namespace SweepCluster.Cluster.Akka.Membership;

/// <summary>
/// Barks when it has heard nothing for long. It counts rests of a thread of its own: a process that was stopped does not
/// find itself late when it goes on, and one whose thread pool stands still is told all the same.
/// </summary>
/// <param name="rest">How long it rests between two looks.</param>
/// <param name="patience">How many rests in a row it hears nothing before it barks, once.</param>
/// <param name="bark">Called on the watchdog's thread.</param>
internal sealed class Watchdog(TimeSpan rest, int patience, Action bark) : IDisposable
{
    private readonly ManualResetEventSlim _over = new();
    private Thread? _thread;
    private int _missed;

    public void Start()
    {
        _thread = new Thread(Watch) { IsBackground = true, Name = "watchdog" };
        _thread.Start();
    }

    /// <summary>What is watched gives a sign of life.</summary>
    public void Hear() => Volatile.Write(ref _missed, 0);

    /// <summary>A rest is over.</summary>
    /// <returns>Whether it was one too many.</returns>
    internal bool Miss() => Interlocked.Increment(ref _missed) > patience;

    public void Dispose()
    {
        _over.Set();
        _thread?.Join();
        _over.Dispose();
    }

    private void Watch()
    {
        while (!_over.Wait(rest))
        {
            if (Miss())
            {
                bark();
                return;
            }
        }
    }
}
