using SweepCluster.Compute.Cpu;

namespace SweepCluster.Compute.Tests.Cpu;

public unsafe class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_part_runs_once_in_every_of_many_jobs(int size)
    {
        using var team = new WorkerTeam(size);
        var runs = stackalloc int[64];
        var job = new CountJob { Runs = runs };
        for (var round = 0; round < 320; round++)
        {
            team.Run(ref job, 1 + (round % 64));
        }

        for (var part = 0; part < 64; part++)
        {
            Assert.Equal(Enumerable.Range(0, 320).Count(round => round % 64 >= part), runs[part]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_failing_part_ends_the_job_with_its_exception_and_the_team_goes_on(int size)
    {
        using var team = new WorkerTeam(size);
        var runs = stackalloc int[64];
        for (var failing = 0; failing < 64; failing += 9)
        {
            var job = new FailingJob { Failing = failing };
            var refused = Assert.Throws<ArithmeticException>(() => team.Run(ref job, 64));
            Assert.Equal($"part {failing}", refused.Message);
        }

        var next = new CountJob { Runs = runs };
        team.Run(ref next, 64);
        Assert.Equal(64, new Span<int>(runs, 64).ToArray().Sum());
    }

    [Fact]
    public void Each_thread_knows_its_own_place()
    {
        using var team = new WorkerTeam(4);
        var places = stackalloc int[4];
        var job = new PlaceJob { Places = places };
        for (var round = 0; round < 50; round++)
        {
            team.Run(ref job, 16);
        }

        Assert.Equal(50 * 16, new Span<int>(places, 4).ToArray().Sum());
        Assert.Equal(0, WorkerTeam.CurrentWorker);
    }

    [Fact]
    public void Running_a_job_allocates_nothing()
    {
        using var team = new WorkerTeam(3);
        var runs = stackalloc int[8];
        var job = new CountJob { Runs = runs };
        team.Run(ref job, 8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            team.Run(ref job, 8);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_team_needs_a_thread()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
    }

    private struct CountJob : ITeamJob
    {
        public int* Runs;

        public readonly void Run(int part) => Interlocked.Increment(ref Runs[part]);
    }

    private struct FailingJob : ITeamJob
    {
        public int Failing;

        public readonly void Run(int part)
        {
            if (part == Failing)
            {
                throw new ArithmeticException($"part {part}");
            }
        }
    }

    private struct PlaceJob : ITeamJob
    {
        public int* Places;

        public readonly void Run(int part) => Interlocked.Increment(ref Places[WorkerTeam.CurrentWorker]);
    }
}
