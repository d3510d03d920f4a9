using SweepCluster.Domain.Planning;

namespace SweepCluster.Domain.Tests.Planning;

public class PersistentArrayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(5_000_000_000)]
    public void The_ends_of_an_array_of_any_length_can_be_set(long length)
    {
        var edit = new PersistentArray<int>(length).Edit();
        edit[length - 1] = 7;
        edit[0] += 2;
        var array = edit.Finish();

        Assert.Equal(length == 1 ? (9, 9) : (2, 7), (array[0], array[length - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Edit()[length] = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Edit()[-1] = 1);
    }

    [Fact]
    public void An_array_never_changes_whatever_is_made_of_it()
    {
        var random = new Random(1);
        var arrays = new List<PersistentArray<int>> { new(3000) };
        var expected = new List<int[]> { new int[3000] };
        for (var version = 0; version < 50; version++)
        {
            var from = random.Next(arrays.Count);
            var edit = arrays[from].Edit();
            var values = (int[])expected[from].Clone();
            for (var change = 0; change < 40; change++)
            {
                var at = random.Next(3000);
                values[at] = random.Next();
                edit[at] = values[at];
            }

            arrays.Add(edit.Finish());
            expected.Add(values);
            edit[random.Next(3000)] = -1;
        }

        Assert.All(arrays.Zip(expected), pair => Assert.Equal(pair.Second, Enumerable.Range(0, 3000).Select(i => pair.First[i])));
    }
}
