namespace SweepCluster.Node.Configuration;

/// <summary>Which store a node uses.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>Where the store is. Its text may hold a password: show <see cref="Shown"/> instead.</summary>
/// <param name="Location">The file's path, or the whole <c>postgres://</c> address.</param>
public sealed record StoreAddress(StoreKind Kind, string Location)
{
    public const string Wanted = "sqlite:PATH or postgres://USER@HOST:PORT/DATABASE";

    private const string Sqlite = "sqlite:";

    /// <summary>Reads an address; null when the text is none.</summary>
    public static StoreAddress? Parse(string text)
    {
        if (text.StartsWith(Sqlite, StringComparison.Ordinal))
        {
            return text.Length > Sqlite.Length ? new StoreAddress(StoreKind.Sqlite, text[Sqlite.Length..]) : null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "postgres" or "postgresql" && address.Host.Length > 0
            ? new StoreAddress(StoreKind.Postgres, text)
            : null;
    }

    /// <summary>The address without user, password and options.</summary>
    public string Shown => Kind == StoreKind.Sqlite
        ? Sqlite + Location
        : new Uri(Location) is var address && address.Port > 0 ? $"postgres://{address.Host}:{address.Port}{address.AbsolutePath}" : $"postgres://{address.Host}{address.AbsolutePath}";

    public override string ToString() => Shown;
}
