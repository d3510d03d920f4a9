namespace SweepCluster.Node.LocalRuns;

/// <summary>The folder of one sweep's results, held by one process at a time.</summary>
public sealed class OutputFolder : IDisposable
{
    private readonly FileStream _lock;

    private OutputFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string Store => File("sweep.db");

    public string SweepFile => File("sweep.yaml");

    public string Log => File("run.log");

    /// <summary>Makes the folder where it is missing and takes it for this process.</summary>
    /// <exception cref="UserException">Another process has it, or it cannot be written.</exception>
    public static OutputFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var lockFile = System.IO.Path.Combine(full, ".lock");
        try
        {
            Directory.CreateDirectory(full);
            return new OutputFolder(full, new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException exception) when (System.IO.File.Exists(lockFile))
        {
            throw new UserException($"{path} is in use by another sweep run. Wait for it, or choose another folder with --out.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path} cannot be written: {exception.Message} Choose another folder with --out.", exception);
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Replaces a file whole: a reader sees the old one or the new one, never a part.</summary>
    public void Write(string name, Action<Stream> write)
    {
        var temporary = File(name + ".part");
        using (var stream = System.IO.File.Create(temporary))
        {
            write(stream);
        }

        System.IO.File.Move(temporary, File(name), overwrite: true);
    }

    /// <summary>Replaces a text file whole, in UTF-8.</summary>
    public void WriteText(string name, Action<TextWriter> write) => Write(name, stream =>
    {
        using var writer = new StreamWriter(stream);
        write(writer);
    });

    public void Dispose() => _lock.Dispose();
}
