namespace SweepCluster.Storage.Sqlite;

/// <summary>A change that waits to be committed, by itself or together with others.</summary>
internal abstract class PendingChange
{
    private int _isTaken;

    /// <summary>Whether it is now the caller's to run, or to give up; true once.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Makes the change within a transaction.</summary>
    public abstract void Run(SqliteWork work);

    /// <summary>The transaction is on the disk.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception failure);
}

/// <inheritdoc/>
internal sealed class PendingChange<TResult>(Func<SqliteWork, TResult> change) : PendingChange
{
    private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult _result = default!;

    /// <summary>Ends when the change is on the disk, or with what undid it.</summary>
    public Task<TResult> Done => _done.Task;

    public override void Run(SqliteWork work) => _result = change(work);

    public override void Succeed() => _done.TrySetResult(_result);

    public override void Fail(Exception failure) => _done.TrySetException(failure);
}
