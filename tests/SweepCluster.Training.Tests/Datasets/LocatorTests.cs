using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.Tests.Datasets;

public sealed class LocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_path_is_relative_to_the_sweep_file()
    {
        var path = _folder.Write("d.csv", "");
        var locator = new DatasetLocator(_folder.Path, "/nowhere");

        Assert.Equal(path, locator.Find(Loading.Reference("mine") with { Path = "d.csv" }));
        Assert.Equal(path, locator.Find(Loading.Reference("mine") with { Path = path }));
        Assert.Contains("d2.csv", Loading.Refusal(() => locator.Find(Loading.Reference("mine") with { Path = "d2.csv" })), StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_folder_comes_before_the_working_folder()
    {
        var first = Directory.CreateDirectory(Path.Combine(_folder.Path, "first", "mnist")).FullName;
        var second = Directory.CreateDirectory(Path.Combine(_folder.Path, "data", "mnist")).FullName;

        Assert.Equal(first, new DatasetLocator("/nowhere", _folder.Path, Path.Combine(_folder.Path, "first")).Find(Loading.Reference("mnist")));
        Assert.Equal(second, new DatasetLocator("/nowhere", _folder.Path).Find(Loading.Reference("mnist")));
    }

    [Fact]
    public void Missing_data_says_where_it_looked_and_how_to_get_it()
    {
        var message = Loading.Refusal(() => new DatasetLocator("/nowhere", "/here", "/given").Find(Loading.Reference("mnist")));

        Assert.Contains("'/given/mnist' and '/here/data/mnist'", message, StringComparison.Ordinal);
        Assert.Contains("sweep data get mnist", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_name_gets_the_nearest_one()
    {
        var message = Loading.Refusal(() => new DatasetLocator("/nowhere", "/nowhere").Find(Loading.Reference("spiral")));

        Assert.Contains("Did you mean 'spirals'?", message, StringComparison.Ordinal);
        Assert.Contains("SWEEP_DATA is not set", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_not_a_way_out_of_the_data_folder()
    {
        Assert.Contains("is not a name", Loading.Refusal(() => new DatasetLocator("/nowhere", "/nowhere").Find(Loading.Reference("../x"))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_kind_of_file_lists_what_is_read()
    {
        var path = _folder.Write("d.xlsx", "x");

        Assert.Contains("the kind '.xlsx' is not known. Allowed is a table (.csv", Loading.Refusal(() => Loading.LoadAt(path)), StringComparison.Ordinal);
    }
}
