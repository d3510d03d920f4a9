using System.CommandLine;
using SweepCluster.Cli.Doctor;
using SweepCluster.Cli.Remote;

namespace SweepCluster.Cli.Tests.Remote;

public class HelpTests
{
    public static TheoryData<string> Names => [.. RemoteCommands.Create().Append(DoctorCommand.Create()).Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_has_examples_and_the_page_of_commands_has_the_command(string name)
    {
        var root = new RootCommand { DoctorCommand.Create() };
        foreach (var command in RemoteCommands.Create())
        {
            root.Subcommands.Add(command);
        }

        HelpExamples.AddTo(root);
        using var output = new StringWriter();
        root.Parse([name, "--help"]).Invoke(new InvocationConfiguration { Output = output });
        Assert.Contains($"Examples:{Environment.NewLine}", output.ToString(), StringComparison.Ordinal);

        var page = File.ReadAllText(Page());
        Assert.Contains($"sweep {name}", page, StringComparison.Ordinal);
        foreach (var option in root.Subcommands.Single(command => command.Name == name).Options)
        {
            Assert.Contains(option.Name, page, StringComparison.Ordinal);
        }
    }

    private static string Page()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SweepCluster.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "docs", "commands.md");
    }
}
