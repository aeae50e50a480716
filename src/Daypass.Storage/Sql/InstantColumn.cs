namespace Daypass.Storage.Sql;

/// <summary>
/// How an instant stands in a column: steps of 100 nanoseconds since 1970, which is all a <see cref="DateTimeOffset"/> knows, so nothing is rounded.
/// </summary>
internal static class InstantColumn
{
    public static long ToColumn(DateTimeOffset at) => at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static DateTimeOffset FromColumn(long column) => new(column + DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.Zero);
}
