using System.Collections.Concurrent;
using System.Threading.Channels;
using Serilog;
using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Node.Hosting;
using SweepCluster.Storage;
using SweepCluster.Storage.Results;

namespace SweepCluster.Node.Tests.Hosting;

public sealed class LabelWriterTests
{
    private static readonly SweepId Sweep = new("labels-1");
    private static readonly Observation Stable = new(new TrialId(new CellId("B=1;degree=4"), 0), Outcome.Stable, 0.75);
    private static readonly Observation Diverged = new(new TrialId(new CellId("B=8;degree=4"), 1), Outcome.Diverged, double.NaN);
    private static readonly Observation Reference = new(new TrialId(new CellId("reference|polynomial-network|batch=32"), 0), Outcome.Stable, 0.9);

    [Fact]
    public async Task Labels_of_cells_are_copied_as_they_are_judged_and_those_of_references_are_not()
    {
        var kept = new KeptLabels();
        await using (var writer = new LabelWriter(kept, TimeProvider.System, Log.Logger))
        {
            writer.Hear(Sweep, new SweepNews.Restored([], [Reference, Stable]));
            writer.Hear(Sweep, new SweepNews.Committed([]));
            writer.Hear(Sweep, new SweepNews.Judged([Diverged]));
            await kept.WaitForAsync(2);
        }

        Assert.Equal(
            [new TrialLabel(Stable.Trial, Outcome.Stable, 0.75), new TrialLabel(Diverged.Trial, Outcome.Diverged, null)],
            kept.Labels);
    }

    [Fact]
    public async Task What_the_store_refused_for_a_moment_is_written_again_and_what_it_refuses_for_good_is_left_out()
    {
        var kept = new KeptLabels(new StoreException("away", new IOException(), isTransient: true), new StoreException("broken"));
        await using (var writer = new LabelWriter(kept, new HastyClock(), Log.Logger))
        {
            writer.Hear(Sweep, new SweepNews.Judged([Stable]));
            writer.Hear(Sweep, new SweepNews.Judged([Diverged]));
            await kept.WaitForAsync(1);
        }

        Assert.Equal([new TrialLabel(Diverged.Trial, Outcome.Diverged, null)], kept.Labels);
        Assert.Equal(3, kept.Calls);
    }

    /// <summary>Keeps labels, after failures in their order.</summary>
    private sealed class KeptLabels(params StoreException[] failures) : ITrialLabels
    {
        private readonly ConcurrentQueue<StoreException> _failures = new(failures);
        private readonly Channel<bool> _put = Channel.CreateUnbounded<bool>();

        public List<TrialLabel> Labels { get; } = [];

        public int Calls { get; private set; }

        public async Task WaitForAsync(int batches)
        {
            for (var i = 0; i < batches; i++)
            {
                await _put.Reader.ReadAsync();
            }
        }

        public Task PutAsync(SweepId sweep, IReadOnlyCollection<TrialLabel> labels, CancellationToken cancellation)
        {
            Calls++;
            if (_failures.TryDequeue(out var failure))
            {
                throw failure;
            }

            Assert.Equal(Sweep, sweep);
            Labels.AddRange(labels);
            Assert.True(_put.Writer.TryWrite(true));
            return Task.CompletedTask;
        }
    }
}
