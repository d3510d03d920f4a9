namespace SweepCluster.Training.Tests.Datasets;

public sealed class TableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_labels_become_classes_in_ordinal_order()
    {
        var data = Whole("a,b,kind\n1,2,zebra\n3,4,\"ant, red\"\n5,6,zebra\n");

        Assert.Equal((2, 2), (data.Features, data.Classes));
        Assert.Equal([1, 0, 1], data.Train.Labels);
        Assert.Equal([1f, 2, 3, 4, 5, 6], data.Train.Features);
    }

    [Theory]
    [InlineData("1.5,2,0\n3,4,10\n5,6,2\n", null)]
    [InlineData("y,a,b\n0,1.5,2\n10,3,4\n2,5,6\n", "y")]
    [InlineData("0,1.5,2\n10,3,4\n2,5,6\n", "0")]
    public void Whole_numbers_are_classes_in_numeric_order_wherever_their_column_is(string text, string? label)
    {
        var data = Whole(text, label);

        Assert.Equal([0, 2, 1], data.Train.Labels);
        Assert.Equal([1.5f, 2, 3, 4, 5, 6], data.Train.Features);
    }

    [Fact]
    public void Targets_that_are_not_whole_make_a_regression_standardised_by_training()
    {
        var data = Whole("x,y\n1,0.5\n2,1.5\n");

        Assert.True(data.IsRegression);
        Assert.Equal([-1f, 1f], data.Train.Targets);
    }

    [Fact]
    public void Regression_can_be_forced()
    {
        var path = _folder.Write("d.csv", "x,y\n1,1\n2,3\n");
        var data = Loading.LoadAt(path, reference => reference.With("regression", 1) with { Validation = 0, Test = 0 });

        Assert.Equal((0, 1), (data.Classes, data.Targets));
    }

    [Fact]
    public void Tabs_separate_a_tsv()
    {
        var path = _folder.Write("d.tsv", "1\t2\tu\n3\t4\tv\n");
        var data = Loading.LoadAt(path, reference => reference with { Validation = 0, Test = 0 });

        Assert.Equal([1f, 2, 3, 4], data.Train.Features);
    }

    [Theory]
    [InlineData("a,b,k\n1,2,x\n3,oops,y\n", "line 3, column 2 ('b'): 'oops' is not a finite number")]
    [InlineData("a,b,k\n1,NaN,x\n3,4,y\n", "line 2, column 2 ('b'): 'NaN'")]
    [InlineData("a,b,k\n1,2,x\n\n3,y\n", "line 4: 2 columns; the first line has 3")]
    [InlineData("a,k\n1,\"x\n2,y\n", "line 2: a quoted field is not closed")]
    [InlineData("a,k\n1,x\n2,x\n", "every label is 'x'")]
    [InlineData("a,k\n", "a header but no samples")]
    [InlineData("", "no lines")]
    [InlineData("1;2;3\n", "one column")]
    public void A_malformed_table_is_refused_at_its_place(string text, string expected)
    {
        var path = _folder.Write("d.csv", text);
        var message = Loading.Refusal(() => Loading.LoadAt(path));

        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_label_column_is_refused_with_the_nearest_name()
    {
        var path = _folder.Write("d.csv", "a,species\n1,x\n2,y\n");
        var message = Loading.Refusal(() => Loading.LoadAt(path, reference => reference with { Label = "specie" }));

        Assert.Contains("Did you mean 'species'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_table_uses_the_classes_of_training()
    {
        _folder.Write("train.csv", "a,k\n1,x\n2,y\n3,z\n");
        _folder.Write("test.csv", "a,k\n1,z\n2,z\n");
        Assert.Equal([2, 2], Loading.LoadAt(_folder.Path).Test.Labels);

        _folder.Write("test.csv", "a,k\n1,z\n2,w\n");
        Assert.Contains("line 3: label 'w' is none of the 3 classes", Loading.Refusal(() => Loading.LoadAt(_folder.Path)), StringComparison.Ordinal);
    }

    private SweepCluster.Training.Datasets.Dataset Whole(string text, string? label = null) =>
        Loading.LoadAt(_folder.Write("d.csv", text), reference => reference with { Label = label, Validation = 0, Test = 0 });
}
