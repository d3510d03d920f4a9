using System.CommandLine;

namespace SweepCluster.Cli.Tests;

public class ParseMistakesTests
{
    private static readonly Command Sweep = new("sweep")
    {
        new Command("export") { new Argument<string>("FILE") },
        new Command("bench") { new Command("devices"), new Command("jobs") },
    };

    [Theory]
    [InlineData("expotr", "sweep: 'expotr' is not a command of 'sweep'; did you mean 'export'?", "sweep")]
    [InlineData("bench device", "sweep: 'device' is not a command of 'sweep bench'; did you mean 'devices'?", "sweep bench")]
    [InlineData("bench nonsense", "sweep: 'nonsense' is not a command of 'sweep bench'.", "sweep bench")]
    [InlineData("bench", "sweep: Required command was not provided.", "sweep bench")]
    [InlineData("export", "sweep: FILE is missing.", "sweep export")]
    [InlineData("export --nonsense", "sweep: '--nonsense' is not an option of 'sweep export'.", "sweep export")]
    public void A_mistake_is_named_and_its_help_too(string line, string mistake, string command)
    {
        var text = ParseMistakes.Text(Sweep.Parse(line));

        Assert.Equal($"{mistake}{Environment.NewLine}Try '{command} --help'.", text);
    }
}
