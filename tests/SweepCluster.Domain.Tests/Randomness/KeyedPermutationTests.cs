using SweepCluster.Domain.Randomness;

namespace SweepCluster.Domain.Tests.Randomness;

public class KeyedPermutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(99)]
    [InlineData(1000)]
    [InlineData(60000)]
    public void Every_index_comes_exactly_once(int count)
    {
        var permutation = new KeyedPermutation(7, RandomPurpose.BatchOrder, 3, count);
        var entries = Enumerable.Range(0, count).Select(i => permutation[i]).ToArray();
        Assert.Equal(Enumerable.Range(0, count), entries.Order());
    }

    [Fact]
    public void Keys_and_streams_give_different_orders()
    {
        var orders = new[]
        {
            new KeyedPermutation(7, RandomPurpose.BatchOrder, 0, 100),
            new KeyedPermutation(7, RandomPurpose.BatchOrder, 1, 100),
            new KeyedPermutation(8, RandomPurpose.BatchOrder, 0, 100),
            new KeyedPermutation(7, RandomPurpose.Split, 0, 100),
        };
        Assert.Equal(4, orders.Select(order => string.Join(',', Enumerable.Range(0, 100).Select(i => order[i]))).Distinct().Count());
    }

    /// <summary>Over many keys each value must be equally likely at each position; χ² with 80 degrees of freedom stays under 140 with probability 1 − 4e-5.</summary>
    [Fact]
    public void Every_value_is_equally_likely_at_every_position()
    {
        const int Count = 9;
        const int Draws = 20000;
        var seen = new int[Count, Count];
        for (var key = 0; key < Draws; key++)
        {
            var permutation = new KeyedPermutation(StableHash.Mix((ulong)key), RandomPurpose.BatchOrder, 0, Count);
            for (var position = 0; position < Count; position++)
            {
                seen[position, permutation[position]]++;
            }
        }

        const double Expected = Draws / (double)Count;
        var chiSquared = seen.Cast<int>().Sum(observed => (observed - Expected) * (observed - Expected) / Expected);
        Assert.InRange(chiSquared, 20, 140);
    }
}
