using Microsoft.Data.Sqlite;

namespace SweepCluster.Storage.Sqlite;

/// <summary>What SQLite's failures mean to those who run the store.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreException ToStoreException(SqliteException exception, string path)
    {
        var (remedy, isTransient) = exception.SqliteErrorCode switch
        {
            Busy or Locked => ("Another process holds the file; wait for it, or end it", true),
            Full => ("The disk is full; free some space", true),
            InputOutput => ("The disk failed to read or write; see the system's log, and whether the disk is still there", true),
            ReadOnly => ("The file or its folder cannot be written; change its permissions, or name another", false),
            Corrupt => ("The file is damaged; take it from a backup", false),
            CannotOpen => ("The file cannot be opened; see whether its folder is there and may be written", false),
            NotADatabase => ("This is not a sweep store; name another file", false),
            _ => (null, false),
        };
        return new StoreException($"{path} cannot be used as a sweep store: {exception.Message}{(remedy is null ? "" : $" {remedy}.")}", exception, isTransient);
    }
}
