using System.Runtime.ExceptionServices;

namespace SweepCluster.Compute.Cpu;

/// <summary>A piece of work that splits into independent parts.</summary>
internal interface ITeamJob
{
    /// <summary>Does one part. Parts may run at the same time and in any order.</summary>
    void Run(int part);
}

/// <summary>
/// Threads that stay together for the life of a queue of operations, so that one large operation uses several
/// cores without allocating or asking the thread pool. The caller is one of them, and never waits for a worker
/// that has not begun: a busy machine costs speed, not time.
/// </summary>
internal sealed unsafe class WorkerTeam : IDisposable
{
    // About a tenth of a millisecond: longer than the pause between two operations of a training step, shorter
    // than anyone would notice on an idle machine.
    private const int SpinsBeforeBlocking = 1000;
    private const int Closed = 1 << 30;

    [ThreadStatic]
    private static int _currentWorker;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private delegate*<void*, int, void> _run;
    private void* _job;
    private int _parts;
    private int _next;

    // How many workers are inside the current job, and the Closed bit while there is none to enter.
    private int _gate = Closed;
    private int _generation;
    private int _sleeping;
    private Exception? _failure;
    private volatile bool _stopping;

    /// <param name="size">Threads, the caller's included.</param>
    public WorkerTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        _threads = new Thread[size - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"compute worker {worker}" };
            _threads[i].Start();
        }
    }

    public int Size { get; }

    /// <summary>
    /// The calling thread's place in its team, below <see cref="Size"/>, and 0 for the caller of
    /// <see cref="Run{TJob}"/>: which buffer a part may use.
    /// </summary>
    public static int CurrentWorker => _currentWorker;

    /// <summary>
    /// Runs all parts and returns when the last is done. The first exception of any part is thrown once no thread
    /// works on the job any more; parts not begun by then are dropped.
    /// </summary>
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
            Volatile.Write(ref _next, 0);
            Volatile.Write(ref _gate, 0);
            Interlocked.Increment(ref _generation);
            WakeSleepers(Math.Min(parts - 1, _threads.Length));
            TakeParts();
            Interlocked.Or(ref _gate, Closed);
            var spinner = default(SpinWait);
            while (Volatile.Read(ref _gate) != Closed)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }
        }

        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        Interlocked.Increment(ref _generation);
        WakeSleepers(_threads.Length);
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _wake.Dispose();
    }

    private static void RunPart<TJob>(void* job, int part)
        where TJob : unmanaged, ITeamJob => ((TJob*)job)->Run(part);

    // A worker counts itself as sleeping before it looks at the generation for the last time, and the caller
    // advances the generation before it looks at the count: one of the two always sees the other. A permit too
    // many only makes a worker look once more.
    private void WakeSleepers(int atMost)
    {
        var sleeping = Math.Min(atMost, Volatile.Read(ref _sleeping));
        if (sleeping > 0)
        {
            _wake.Release(sleeping);
        }
    }

    private void Work(int worker)
    {
        _currentWorker = worker;
        var seen = 0;
        while (true)
        {
            AwaitGenerationAfter(seen);
            if (_stopping)
            {
                return;
            }

            seen = Volatile.Read(ref _generation);
            if (TryEnter())
            {
                TakeParts();
                Interlocked.Decrement(ref _gate);
            }
        }
    }

    private void AwaitGenerationAfter(int seen)
    {
        for (var spins = 0; spins < SpinsBeforeBlocking; spins++)
        {
            if (Volatile.Read(ref _generation) != seen)
            {
                return;
            }

            Thread.SpinWait(10);
        }

        while (Volatile.Read(ref _generation) == seen)
        {
            Interlocked.Increment(ref _sleeping);
            if (Volatile.Read(ref _generation) == seen)
            {
                _wake.Wait();
            }

            Interlocked.Decrement(ref _sleeping);
        }
    }

    private bool TryEnter()
    {
        while (true)
        {
            var gate = Volatile.Read(ref _gate);
            if ((gate & Closed) != 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _gate, gate + 1, gate) == gate)
            {
                return true;
            }
        }
    }

    private void TakeParts()
    {
        try
        {
            int part;
            while ((part = Interlocked.Increment(ref _next) - 1) < _parts)
            {
                _run(_job, part);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            Volatile.Write(ref _next, _parts);
        }
    }
}
