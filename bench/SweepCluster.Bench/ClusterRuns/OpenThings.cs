namespace SweepCluster.Bench.ClusterRuns;

/// <summary>What is to be closed, last opened first.</summary>
internal sealed class OpenThings : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _all = new();

    public T Add<T>(T opened)
        where T : IAsyncDisposable
    {
        _all.Push(opened);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        while (_all.TryPop(out var next))
        {
            await next.DisposeAsync();
        }
    }
}
