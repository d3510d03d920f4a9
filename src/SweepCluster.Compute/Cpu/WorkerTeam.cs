namespace SweepCluster.Compute.Cpu;

/// <summary>A piece of work that splits into independent parts.</summary>
internal interface ITeamJob
{
    /// <summary>Does one part. Parts may run at the same time and in any order.</summary>
    void Run(int part);
}

/// <summary>
/// Threads that stay together for the life of a queue of operations, so that one large operation uses several
/// cores without allocating or asking the thread pool. The caller is one of them.
/// </summary>
internal sealed unsafe class WorkerTeam : IDisposable
{
    private const int SpinsBeforeBlocking = 2000;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private delegate*<void*, int, void> _run;
    private void* _job;
    private int _parts;
    private int _next;
    private int _working;
    private volatile Exception? _failure;
    private volatile bool _stopping;

    /// <param name="size">Threads, the caller's included.</param>
    public WorkerTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        _threads = new Thread[size - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"compute worker {i + 1}" };
            _threads[i].Start();
        }
    }

    public int Size { get; }

    /// <summary>Runs all parts and returns when the last is done.</summary>
    public void Run<TJob>(ref TJob job, int parts)
        where TJob : unmanaged, ITeamJob
    {
        if (Size == 1 || parts <= 1)
        {
            for (var part = 0; part < parts; part++)
            {
                job.Run(part);
            }

            return;
        }

        fixed (TJob* pinned = &job)
        {
            _job = pinned;
            _run = &RunPart<TJob>;
            _parts = parts;
            _next = 0;
            Volatile.Write(ref _working, _threads.Length);
            _wake.Release(_threads.Length);
            TakeParts();
            var spinner = default(SpinWait);
            while (Volatile.Read(ref _working) != 0)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }
        }

        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("A compute worker failed.", failure);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Release(Math.Max(1, _threads.Length));
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _wake.Dispose();
    }

    private static void RunPart<TJob>(void* job, int part)
        where TJob : unmanaged, ITeamJob => ((TJob*)job)->Run(part);

    private void Work()
    {
        while (true)
        {
            var spins = 0;
            while (_wake.CurrentCount == 0 && spins++ < SpinsBeforeBlocking)
            {
                Thread.SpinWait(20);
            }

            _wake.Wait();
            if (_stopping)
            {
                return;
            }

            try
            {
                TakeParts();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                _failure = failure;
            }

            Interlocked.Decrement(ref _working);
        }
    }

    private void TakeParts()
    {
        int part;
        while ((part = Interlocked.Increment(ref _next) - 1) < _parts)
        {
            _run(_job, part);
        }
    }
}
