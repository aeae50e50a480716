using Daypass.S3.Operations;

namespace Daypass.S3.Tests.Operations;

public sealed class S3OperationsTests
{
    [Fact]
    public void Every_name_is_there_once() =>
        Assert.Equal(S3Operations.All.Count, S3Operations.All.Select(static row => row.Name).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void No_two_rows_look_alike() => Assert.Equal(
        S3Operations.All.Count, S3Operations.All.Select(static row => (row.Method, row.Level, row.Marker, row.With)).Distinct().Count());
}
