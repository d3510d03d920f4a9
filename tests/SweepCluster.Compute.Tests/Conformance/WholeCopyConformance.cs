namespace SweepCluster.Compute.Tests.Conformance;

public class WholeCopyConformance
{
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void All_members_travel_at_once_one_after_another(string name, int threads)
    {
        using var device = TestDevices.Open(name);
        using var queue = device.Open<float>(3, threads);
        using var array = queue.Allocate<float>(1, 1, 2);

        array.UploadAll([1, 2, 3, 4, 5, 6]);
        array.Upload(1, [7, 8]);

        var second = new float[2];
        array.View(1, 1, 1, 1).Download(2, second.AsSpan(0, 1));
        var all = new float[6];
        array.DownloadAll(all);
        Assert.Equal(6, second[0]);
        Assert.Equal([1, 2, 7, 8, 5, 6], all);
    }

    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void A_window_and_a_wrong_number_of_elements_are_refused(string name, int threads)
    {
        using var device = TestDevices.Open(name);
        using var queue = device.Open<float>(3, threads);
        using var array = queue.Allocate<float>(1, 1, 2);

        Assert.Throws<InvalidOperationException>(() => array.View(0, 1, 1, 1).DownloadAll(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.UploadAll(new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.DownloadAll(new float[7]));
    }
}
