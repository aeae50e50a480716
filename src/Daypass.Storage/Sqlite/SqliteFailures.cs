using Daypass.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Daypass.Storage.Sqlite;

/// <summary>What SQLite's result codes mean for us.</summary>
internal static class SqliteFailures
{
    public static Failure Classify(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_IOERR when failure.SqliteExtendedErrorCode is raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC => Failure.Fatal,
        raw.SQLITE_ERROR or raw.SQLITE_INTERNAL or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_MISUSE or raw.SQLITE_RANGE => Failure.Bug,
        _ => Failure.Lasting,
    };

    public static string Explain(string file, SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another process has been writing to {file} for more than {SqliteConnector.BusySeconds} seconds.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"{file} cannot be written: the file, its directory or the file system is read-only.",
        raw.SQLITE_FULL => $"{file} cannot grow: the disk is full.",
        raw.SQLITE_CANTOPEN => $"{file} cannot be opened: see whether it exists and may be read and written.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"{file} is not an intact SQLite database: restore it from a backup.",
        raw.SQLITE_IOERR => $"The disk under {file} reports an error ({failure.SqliteExtendedErrorCode}): {failure.Message}",
        _ => $"{file} cannot be used ({failure.SqliteExtendedErrorCode}): {failure.Message}",
    };
}
