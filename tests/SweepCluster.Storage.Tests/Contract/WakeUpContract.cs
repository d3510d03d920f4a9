using SweepCluster.Storage.Events;

namespace SweepCluster.Storage.Tests.Contract;

public abstract class WakeUpContract : StoreContract
{
    private protected WakeUpContract(IStorePlace place)
        : base(place)
    {
    }

    [Fact]
    public async Task A_wait_ends_after_its_time_without_a_change() => await Store.WaitForChangeAsync(StoreTopic.Chunks, Store.ChangesHeard(StoreTopic.Chunks), TimeSpan.FromMilliseconds(1), None);

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var wait = Store.WaitForChangeAsync(StoreTopic.Sweeps, Store.ChangesHeard(StoreTopic.Sweeps), Hour, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Theory]
    [InlineData(StoreTopic.Sweeps)]
    [InlineData(StoreTopic.Chunks)]
    [InlineData(StoreTopic.Results)]
    public Task A_change_by_this_process_wakes_those_who_wait_for_it(StoreTopic topic) => ChangeUntilWokenAsync(Store, topic);

    [Theory]
    [InlineData(StoreTopic.Sweeps)]
    [InlineData(StoreTopic.Chunks)]
    [InlineData(StoreTopic.Results)]
    public async Task A_change_by_another_process_wakes_those_who_wait_for_it(StoreTopic topic) => await ChangeUntilWokenAsync(await OpenAsync(), topic);

    [Theory]
    [InlineData(StoreTopic.Sweeps)]
    [InlineData(StoreTopic.Chunks)]
    [InlineData(StoreTopic.Results)]
    public async Task A_change_between_a_look_and_the_wait_ends_the_wait_at_once(StoreTopic topic)
    {
        var heard = Store.ChangesHeard(topic);
        await ChangeUntilAsync(Store.WaitForChangeAsync(topic, heard, Hour, None), Store, topic);

        // Nothing changes any more: what was heard already is what ends it.
        await Store.WaitForChangeAsync(topic, heard, Hour, None);
    }

    // The first wait of all may end by itself, when the store begins to listen. Changes come again and again, for the
    // second may not be on its feet at the first of them.
    private async Task ChangeUntilWokenAsync(ISweepStore by, StoreTopic topic)
    {
        await Store.WaitForChangeAsync(topic, Store.ChangesHeard(topic), TimeSpan.FromMilliseconds(200), None);
        await ChangeUntilAsync(Store.WaitForChangeAsync(topic, Store.ChangesHeard(topic), Hour, None), by, topic);
    }

    private static async Task ChangeUntilAsync(Task wait, ISweepStore by, StoreTopic topic)
    {
        for (var i = 0; !wait.IsCompleted; i++)
        {
            var change = topic switch
            {
                StoreTopic.Sweeps => by.Sweeps.CreateAsync(SweepOf($"s{i}"), None),
                StoreTopic.Chunks => ReleaseAsync(by, i),
                _ => by.Events.AppendAsync(new StoredEvent(0, null, "tick", "A tick.", Noon.AddMicroseconds(i)), None),
            };
            await change;
        }

        await wait;
    }

    private static async Task ReleaseAsync(ISweepStore by, int number)
    {
        await by.Sweeps.CreateAsync(SweepOf("a"), None);
        var owner = Assert.Single(await by.Sweeps.OwnAsync("owner", Hour, 1, None));
        Assert.True(await by.Chunks.ReleaseAsync(owner, [ChunkOf(owner, number)], None));
    }
}
