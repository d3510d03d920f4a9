namespace SweepCluster.Bench;

/// <summary>Threads of their own, as devices are driven: never the pool's.</summary>
internal static class Queues
{
    /// <summary>Runs the work of every queue at the same time and returns when all have finished.</summary>
    /// <exception cref="AggregateException">What the queues threw.</exception>
    public static void Run(int queues, Action<int> work)
    {
        var errors = new Exception?[queues];
        var threads = Enumerable.Range(0, queues).Select(queue => new Thread(() =>
        {
            try
            {
                work(queue);
            }
            catch (Exception error)
            {
                errors[queue] = error;
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (errors.Any(error => error is not null))
        {
            throw new AggregateException(errors.OfType<Exception>());
        }
    }
}
