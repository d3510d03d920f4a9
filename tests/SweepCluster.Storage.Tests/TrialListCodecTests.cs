using SweepCluster.Domain.Cells;
using SweepCluster.Storage.Chunks;

namespace SweepCluster.Storage.Tests;

public class TrialListCodecTests
{
    private static readonly TrialId[] Trials =
    [
        new(new CellId("B=1;learning_rate=0.001"), 0),
        new(new CellId("B=1;learning_rate=0.001"), 1),
        new(new CellId("B=1;learning_rate=0.01"), 7),
        new(new CellId(""), 0),
        new(new CellId("reference|\U0001F600"), int.MaxValue),
        new(new CellId("reference|\U0001F601 é"), 3),
    ];

    [Fact]
    public void Trials_read_back_in_their_order()
    {
        Assert.Equal(Trials, TrialListCodec.Decode(TrialListCodec.Encode(Trials)));
        Assert.Empty(TrialListCodec.Decode(TrialListCodec.Encode([])));
    }

    [Fact]
    public void Neighbours_of_one_name_take_a_few_bytes_each()
    {
        var replicates = Enumerable.Range(0, 100).Select(i => new TrialId(Trials[0].Cell, i)).ToArray();
        Assert.InRange(TrialListCodec.Encode(replicates).Length, 300, 340);
    }

    [Fact]
    public void A_list_cut_short_anywhere_is_refused()
    {
        var bytes = TrialListCodec.Encode(Trials);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => TrialListCodec.Decode(bytes[..length]));
        }
    }

    [Fact]
    public void A_later_format_is_refused_by_its_number()
    {
        var bytes = TrialListCodec.Encode(Trials);
        bytes[0] = 9;
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => TrialListCodec.Decode(bytes)).Message, StringComparison.Ordinal);
    }
}
