using SweepCluster.Compute;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.Tests.Population;

public class MemberValuesTests
{
    [Fact]
    public void Values_travel_for_all_members_at_once_and_only_when_they_have_changed()
    {
        using var array = new CountedArray(population: 3, columns: 2);
        using var values = new MemberValues<double>(array);
        values.Set(0, 1, 2);
        values.Set(2, 5, 6);

        values.Send();
        values.Set(2, 5, 6);
        values.Send();

        Assert.Equal(1, array.Uploads);
        Assert.Equal([1, 2, 0, 0, 5, 6], array.Elements);
    }

    [Fact]
    public void What_the_device_has_is_read_as_it_was_when_it_was_fetched()
    {
        using var array = new CountedArray(population: 2, columns: 1);
        using var values = new MemberValues<double>(array);
        array.Elements[1] = 7;

        values.Fetch();
        array.Elements[1] = 8;

        Assert.Equal([0], values.Of(0));
        Assert.Equal([7], values.Of(1));
    }

    [Fact]
    public void A_member_has_all_of_its_values_set_or_none()
    {
        using var values = new MemberValues<double>(new CountedArray(population: 2, columns: 2));

        Assert.Throws<ArgumentOutOfRangeException>(() => values.Set(0, 1));
    }

    private sealed class CountedArray(int population, int columns) : DeviceArray<double>(population, 1, 1, columns, columns)
    {
        public int Uploads { get; private set; }

        public double[] Elements { get; } = new double[population * columns];

        public override DeviceArray<double> View(int offset, int matrices, int rows, int columns) => throw new NotSupportedException();

        public override void Upload(int member, ReadOnlySpan<double> source) => throw new NotSupportedException();

        public override void Download(int member, Span<double> destination) => throw new NotSupportedException();

        public override void UploadAll(ReadOnlySpan<double> source)
        {
            Uploads++;
            source.CopyTo(Elements);
        }

        public override void DownloadAll(Span<double> destination) => Elements.CopyTo(destination);

        protected override void Dispose(bool disposing)
        {
        }
    }
}
