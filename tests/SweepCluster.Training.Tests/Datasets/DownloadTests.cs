using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.Datasets.Download;

namespace SweepCluster.Training.Tests.Datasets;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7 % 251))];

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    private string Target => Path.Combine(_folder.Path, "file.bin");

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_cut_download_goes_on_where_it_stopped()
    {
        await using var server = new LoopbackServer(Files(Content), cutAfter: 50_000, cuts: 1);
        await GetAsync(Known(Content, server.Root));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([0, 50_000], server.Requests.Select(request => request.From));
        Assert.False(File.Exists(Target + ".part"));
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_used()
    {
        await File.WriteAllBytesAsync(Target + ".part", Content[..1000]);
        await using var server = new LoopbackServer(Files(Content));
        await GetAsync(Known(Content, server.Root));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([1000], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_whole_partial_file_only_needs_its_checksum()
    {
        await File.WriteAllBytesAsync(Target + ".part", Content);
        await using var server = new LoopbackServer(Files(Content));
        await GetAsync(Known(Content, server.Root));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_server_without_ranges_starts_again()
    {
        await using var server = new LoopbackServer(Files(Content), ranges: false, cutAfter: 50_000, cuts: 1);
        await GetAsync(Known(Content, server.Root));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_stale_partial_file_is_dropped_and_fetched_afresh()
    {
        await File.WriteAllBytesAsync(Target + ".part", new byte[1000]);
        await using var server = new LoopbackServer(Files(Content));
        await GetAsync(Known(Content, server.Root));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([1000, 0], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_and_nothing_is_left()
    {
        await using var server = new LoopbackServer(Files([1, 2, 3]));
        var error = await Assert.ThrowsAsync<DatasetException>(() => GetAsync(Known(Content, server.Root)));

        Assert.Contains("MD5 checksum is 5289df737df57326fcdd22597afb1fac", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_mirror_without_the_file_is_asked_once_and_the_next_one_used()
    {
        await using var empty = new LoopbackServer(new Dictionary<string, byte[]>());
        await using var full = new LoopbackServer(Files(Content));
        await GetAsync(Known(Content, empty.Root, full.Root));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
        Assert.Single(empty.Requests);
    }

    [Fact]
    public async Task Tries_are_bounded_and_the_error_names_each_mirror()
    {
        await using var server = new LoopbackServer(Files(Content), ranges: false, cutAfter: 10, cuts: 100);
        var error = await Assert.ThrowsAsync<DatasetException>(() => GetAsync(Known(Content, server.Root)));

        Assert.Equal(3, server.Requests.Count);
        Assert.Contains(server.Root.ToString(), error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Cancelling_keeps_what_has_come()
    {
        await using var server = new LoopbackServer(Files(Content));
        using var stop = new CancellationTokenSource();
        var progress = new Reports(_ => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GetAsync(Known(Content, server.Root), progress, stop.Token));
        Assert.InRange(new FileInfo(Target + ".part").Length, 1, Content.Length);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Progress_ends_at_the_whole_size_and_a_second_time_asks_for_nothing()
    {
        await using var server = new LoopbackServer(Files(Content));
        DownloadProgress? last = null;
        var progress = new Reports(report => last = report);
        await GetAsync(Known(Content, server.Root), progress);
        await GetAsync(Known(Content, server.Root), progress);

        Assert.Equal(new DownloadProgress("file.bin", Content.Length, Content.Length), last);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_archive_is_unpacked()
    {
        var archive = Archive(("inner/a.bin", [1, 2, 3]));
        await using var server = new LoopbackServer(Files(archive));
        await GetAsync(Known(archive, unpack: true, server.Root));

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "inner", "a.bin")));
    }

    [Fact]
    public async Task An_archive_that_points_outside_is_refused()
    {
        var archive = Archive(("../escaped-from-archive.bin", [1]));
        await using var server = new LoopbackServer(Files(archive));
        var error = await Assert.ThrowsAsync<DatasetException>(() => GetAsync(Known(archive, unpack: true, server.Root)));

        Assert.Contains("points outside", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "..", "escaped-from-archive.bin")));
    }

    [Fact]
    public void Known_data_sets_have_whole_checksums_and_addresses_that_end_in_a_slash()
    {
        Assert.Equal(["mnist", "fashion-mnist", "cifar-10", "cifar-100"], KnownDatasets.Names);
        Assert.All(KnownDatasets.All.SelectMany(known => known.Files), file => Assert.Matches("^[0-9a-f]{32}$", file.Md5));
        Assert.All(KnownDatasets.All.SelectMany(known => known.Mirrors), mirror => Assert.EndsWith("/", mirror.AbsoluteUri, StringComparison.Ordinal));
        Assert.Contains("Did you mean 'mnist'?", Assert.Throws<DatasetException>(() => KnownDatasets.Get("mnits")).Message, StringComparison.Ordinal);
    }

    private Task GetAsync(KnownDataset known, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        new DatasetDownloader(_http, attempts: 3, pause: TimeSpan.Zero).DownloadAsync(known, _folder.Path, progress, cancellation);

    private static Dictionary<string, byte[]> Files(byte[] content) => new() { ["file.bin"] = content };

    private static KnownDataset Known(byte[] content, params Uri[] mirrors) => Known(content, unpack: false, mirrors);

#pragma warning disable CA5351 // The publishers' checksums are MD5.
    private static KnownDataset Known(byte[] content, bool unpack, params Uri[] mirrors) =>
        new("test", "", 10, mirrors, [new KnownFile("file.bin", Convert.ToHexStringLower(MD5.HashData(content)), unpack)]);
#pragma warning restore CA5351

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(packed))
        {
            foreach (var (name, content) in entries)
            {
                using var data = new MemoryStream(content);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = data });
            }
        }

        return bytes.ToArray();
    }

    private sealed class Reports(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
