using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Tests.LocalRuns;

public sealed class OutputFolderTests : IDisposable
{
    private readonly string _place = Directory.CreateTempSubdirectory("sweep-").FullName;

    public void Dispose() => Directory.Delete(_place, recursive: true);

    [Fact]
    public void Folders_above_are_made_and_nothing_is_left_of_an_unused_one()
    {
        var path = Path.Combine(_place, "a", "b");
        using (var folder = OutputFolder.Open(path))
        {
            Assert.Equal(path, folder.Path);
            Assert.True(Directory.Exists(path));
        }

        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void One_holder_at_a_time()
    {
        using (OutputFolder.Open(_place))
        {
            var refusal = Assert.Throws<UserException>(() => OutputFolder.Open(_place));
            Assert.Contains("in use by another sweep run", refusal.Message, StringComparison.Ordinal);
        }

        OutputFolder.Open(_place).Dispose();
    }

    [Fact]
    public void A_lock_that_a_dead_process_left_does_not_hold()
    {
        File.WriteAllText(Path.Combine(_place, ".lock"), "");
        OutputFolder.Open(_place).Dispose();
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_a_users_mistake()
    {
        var path = Path.Combine(_place, "file");
        File.WriteAllText(path, "");
        Assert.Contains("--out", Assert.Throws<UserException>(() => OutputFolder.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_replaces_the_whole_file()
    {
        using var folder = OutputFolder.Open(_place);
        folder.Write("x", stream => stream.Write("long text"u8));
        folder.Write("x", stream => stream.Write("short"u8));
        Assert.Equal("short", File.ReadAllText(folder.File("x")));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        using var folder = OutputFolder.Open(_place);
        folder.Write("x", stream => stream.Write("old"u8));
        Assert.Throws<IOException>(() => folder.Write("x", stream =>
        {
            stream.Write("ne"u8);
            throw new IOException("no room");
        }));
        Assert.Equal("old", File.ReadAllText(folder.File("x")));
    }

    [Fact]
    public void A_reader_sees_the_old_file_until_the_new_one_is_whole()
    {
        using var folder = OutputFolder.Open(_place);
        folder.Write("x", stream => stream.Write("old"u8));
        folder.Write("x", stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(folder.File("x")));
        });
        Assert.Equal("new", File.ReadAllText(folder.File("x")));
    }
}
