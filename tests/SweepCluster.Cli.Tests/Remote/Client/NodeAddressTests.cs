using SweepCluster.Cli.Remote.Client;
using SweepCluster.Node;

namespace SweepCluster.Cli.Tests.Remote.Client;

public sealed class NodeAddressTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_option_goes_before_the_environment_and_that_before_the_default()
    {
        Assert.Equal("http://a:1", NodeAddress.Read("http://a:1/", null, Variables(("SWEEP_URL", "http://b:2"))).Text);
        Assert.Equal("http://b:2", NodeAddress.Read(null, null, Variables(("SWEEP_URL", "http://b:2"))).Text);
        Assert.Equal("http://127.0.0.1:7500", NodeAddress.Read(null, null, Variables()).Text);
    }

    [Fact]
    public void A_path_of_a_proxy_is_kept()
    {
        Assert.Equal(new Uri("https://host/lab/api/v1/sweeps"), new Uri(NodeAddress.Read("https://host/lab", null, Variables()).Url, "api/v1/sweeps"));
    }

    [Fact]
    public void A_token_comes_from_its_file_or_the_environment_without_the_line_end()
    {
        File.WriteAllText(_file, "from-file\n");
        Assert.Equal("from-file", NodeAddress.Read(null, _file, Variables(("SWEEP_TOKEN", "from-environment"))).Token);
        Assert.Equal("from-environment", NodeAddress.Read(null, null, Variables(("SWEEP_TOKEN", "from-environment"))).Token);
        Assert.Null(NodeAddress.Read(null, null, Variables()).Token);
    }

    [Theory]
    [InlineData("node:7500", "--url node:7500")]
    [InlineData("ftp://node", "--url ftp://node")]
    [InlineData("http://token@node", "SWEEP_TOKEN")]
    [InlineData("", "--url")]
    public void What_is_no_address_is_refused_with_an_example(string url, string told)
    {
        var mistake = Assert.Throws<UserException>(() => NodeAddress.Read(url, null, Variables()));
        Assert.Contains(told, mistake.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:7500", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_or_broken_token_is_refused_without_showing_it()
    {
        File.WriteAllText(_file, " \n");
        Assert.Contains("is empty", Assert.Throws<UserException>(() => NodeAddress.Read(null, _file, Variables())).Message, StringComparison.Ordinal);
        var mistake = Assert.Throws<UserException>(() => NodeAddress.Read(null, null, Variables(("SWEEP_TOKEN", "two words"))));
        Assert.Contains("SWEEP_TOKEN", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("two", mistake.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] values) =>
        name => values.Where(value => value.Name == name).Select(value => value.Value).FirstOrDefault();
}
