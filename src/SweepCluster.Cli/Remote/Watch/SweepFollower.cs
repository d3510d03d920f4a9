using System.Threading.Channels;
using SweepCluster.Cli.Remote.Client;

namespace SweepCluster.Cli.Remote.Watch;

/// <summary>
/// Follows a sweep to its end. The node's events say when to look; where they are missing, a look now and then does,
/// so that neither a proxy without streams nor a node that restarts ends it.
/// </summary>
internal sealed class SweepFollower(SweepClient client, WatchProgress progress, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    // Thousands of events a second need no more looks than a person can see.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How long nobody may answer before following is given up.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(15);

    /// <summary>The sweep when it has ended.</summary>
    /// <exception cref="NodeException">Nobody answered for <see cref="Patience"/>, or the node refuses.</exception>
    public async Task<SweepDocument> FollowAsync(string id, CancellationToken cancellation)
    {
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listener = ListenAsync(id, listening.Token);
        try
        {
            while (true)
            {
                if (await LookAsync(id, cancellation).ConfigureAwait(false) is { HasEnded: true } ended)
                {
                    return ended;
                }

                await Task.Delay(Gap, clock, cancellation).ConfigureAwait(false);
                await WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await listening.CancelAsync().ConfigureAwait(false);
            await listener.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SweepDocument?> LookAsync(string id, CancellationToken cancellation)
    {
        try
        {
            var sweep = await client.FindAsync(id, cancellation).ConfigureAwait(false);
            progress.Seen(sweep);
            return sweep;
        }
        catch (NodeException exception) when (exception.IsAway && progress.Away(exception.Message) < Patience)
        {
            return null;
        }
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LookEvery, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _wake.Reader.ReadAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // No event for a while: look all the same.
        }
    }

    private async Task ListenAsync(string id, CancellationToken cancellation)
    {
        var last = 0L;
        while (true)
        {
            try
            {
                await foreach (var happened in client.EventsAsync(id, last, cancellation).ConfigureAwait(false))
                {
                    last = happened.Sequence;
                    progress.Happened(happened);
                    _wake.Writer.TryWrite(true);
                }
            }
            catch (NodeException)
            {
                // Looking now and then goes on without events, and says what is wrong when it cannot.
            }

            await Task.Delay(LookEvery, clock, cancellation).ConfigureAwait(false);
        }
    }
}
