using System.Collections.Frozen;
using System.Reflection;

namespace SweepCluster.Node.Http.Page;

/// <summary>
/// The built files of the live page, by their address below <c>/</c>. They lie inside the program, so that it can be
/// copied anywhere and no address can lead out of them.
/// </summary>
internal sealed class PageFiles
{
    private const string Prefix = "page/";
    private const string Index = "index.html";

    private readonly FrozenDictionary<string, PageFile> _files;

    public PageFiles(IEnumerable<PageFile> files) => _files = files.ToFrozenDictionary(file => file.Name);

    /// <summary>Those that this program was built with; none where there was no Node.js.</summary>
    public static PageFiles Built { get; } = new(Read(typeof(PageFiles).Assembly));

    public bool IsEmpty => _files.Count == 0;

    /// <summary>The file of an address; null where there is none.</summary>
    public PageFile? Find(string path) => _files.GetValueOrDefault(path is "/" ? Index : path.TrimStart('/'));

    private static IEnumerable<PageFile> Read(Assembly assembly)
    {
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return new PageFile(resource[Prefix.Length..].Replace('\\', '/'), bytes.ToArray());
        }
    }
}

/// <summary>A file of the page.</summary>
/// <param name="Name">Below <c>/</c>, as <c>assets/index-BGG6ja0M.js</c>.</param>
internal sealed record PageFile(string Name, byte[] Bytes)
{
    public KeptBody Body { get; } = new(Bytes);

    /// <summary>Whether the name holds a hash of the content, so that it never changes under this name.</summary>
    public bool IsImmutable => Name.StartsWith("assets/", StringComparison.Ordinal);

    public string MediaType => Path.GetExtension(Name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}
