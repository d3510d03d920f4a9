namespace SweepCluster.EndToEnd.Tests;

public sealed class MistakeTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task All_mistakes_of_a_sweep_file_are_told_at_once_with_their_places()
    {
        _place.Write("wrong.yaml", """
            name: wrong
            family: polynomial-network
            dataset: {name: spirals, trian: 64}
            parameters: {hidden: [4], degree: 40}
            axes:
              - parameter: B
                log: {from: 0, to: 16, count: 3}
            """);
        var ended = await _place.RunAsync("run", "wrong.yaml");

        ended.AssertMistake("wrong.yaml:3:26: dataset.trian: ", "wrong.yaml:4:35: parameters.degree: found '40'", "wrong.yaml:7:17: axes[0].log.from: found '0'");
        Assert.Equal(3, ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["wrong.yaml"], _place.Names());
    }

    [Theory]
    [InlineData("run small.yaml --bogus", "--bogus")]
    [InlineData("run --bogus small.yaml", "'--bogus'")]
    [InlineData("run missing.yaml", "missing.yaml does not exist", "sweep run --help")]
    [InlineData("run .", "is a folder")]
    [InlineData("run", "FILE", "sweep run --help")]
    [InlineData("run small.yaml --set seed", "expected key=value")]
    [InlineData("run small.yaml --set parameters.alhpa=1", "--set parameters.alhpa", "alpha")]
    [InlineData("run small.yaml --cores 0", "--cores 0", "1 to 1024")]
    [InlineData("run small.yaml --seed x", "--seed")]
    [InlineData("run small.yaml --set dataset.name=mnist", "sweep data get mnist", "SWEEP_DATA")]
    [InlineData("run small.yaml --set dataset.name=spirlas", "spirlas")]
    [InlineData("run small.yaml --set dataset.options={nosie:1}", "nosie")]
    [InlineData("data get spirlas", "spirlas", "mnist")]
    [InlineData("data get", "sweep data get --help")]
    [InlineData("verify missing.json", "missing.json")]
    [InlineData("walk", "walk")]
    [InlineData("", "sweep --help")]
    public async Task A_mistake_on_the_command_line_says_what_to_mend_and_writes_nothing(string arguments, params string[] told)
    {
        _place.Write("small.yaml", Sweeps.Small);
        var ended = await _place.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        ended.AssertMistake(told);
        Assert.Equal(["small.yaml"], _place.Names());
    }

    [Fact]
    public async Task A_file_that_is_not_a_sweep_file_is_refused()
    {
        _place.Write("binary.yaml", "\0\u0001\u0002: [");
        (await _place.RunAsync("run", "binary.yaml")).AssertMistake("binary.yaml:");
        _place.Write("empty.yaml", "");
        (await _place.RunAsync("run", "empty.yaml")).AssertMistake("empty.yaml:");
    }
}
