using SweepCluster.Cluster.Planning;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Planning;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Cluster.Tests.Planning;

public class TrialPoolTests
{
    private const string File = """
        name: two
        family: polynomial-network
        dataset: {name: spirals, train: 64}
        axes: [{parameter: head, values: [0, 8]}, {parameter: B, values: [2, 4, 8]}]
        replicates: {kind: fixed, count: 1}
        budget: {epochs: 1, batch: 32}
        """;

    private readonly TrialPool _pool = new();
    private readonly Trial[] _trials = [.. Planner.For(SweepFileReader.Read(File, "two.yaml", []).Sweep!).Ask(100).Trials.Where(trial => !trial.Cell.IsReference)];

    [Fact]
    public void Trials_of_one_shape_are_taken_in_the_order_in_which_they_came()
    {
        Assert.All(_trials, _pool.Add);
        var (shape, first) = _pool.Take(_ => 2);
        Assert.Equal(_trials.Where(trial => ShapeOf(trial) == shape).Take(2).Select(trial => trial.Id), first);
        Assert.Equal(ShapeOf(_trials[0]), shape);
    }

    [Fact]
    public void The_shape_whose_first_trial_came_first_is_taken_first_and_every_trial_once()
    {
        Assert.All(_trials, _pool.Add);
        var taken = new List<(string Shape, int Count)>();
        while (_pool.Count > 0)
        {
            var (shape, trials) = _pool.Take(_ => 2);
            taken.Add((shape, trials.Length));
        }

        Assert.Equal(_trials.Length, taken.Sum(chunk => chunk.Count));
        Assert.Equal(2, taken.Select(chunk => chunk.Shape).Distinct().Count());
        Assert.Equal(4, taken.Count);
    }

    [Fact]
    public void No_more_is_taken_than_the_size_and_no_more_than_there_is()
    {
        _pool.Add(_trials[0]);
        Assert.Single(_pool.Take(_ => 9).Trials);
        Assert.Equal(0, _pool.Count);
    }

    private static string ShapeOf(Trial trial) => Domain.Families.PopulationShape.Of(trial.Cell.Parameters).Text;
}
