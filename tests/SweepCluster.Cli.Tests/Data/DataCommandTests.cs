using SweepCluster.Cli.Data;

namespace SweepCluster.Cli.Tests.Data;

public class DataCommandTests
{
    [Fact]
    public void Getting_names_every_known_data_set_in_its_help()
    {
        var get = DataCommand.Create().Subcommands.Single(command => command.Name == "get");
        Assert.Equal("One of: mnist, fashion-mnist, cifar-10, cifar-100.", get.Arguments.Single().Description);
    }

    [Fact]
    public void Getting_needs_one_name()
    {
        Assert.NotEmpty(DataCommand.Create().Parse(["get"]).Errors);
        Assert.NotEmpty(DataCommand.Create().Parse(["get", "mnist", "cifar-10"]).Errors);
        Assert.Empty(DataCommand.Create().Parse(["get", "mnist"]).Errors);
    }
}
