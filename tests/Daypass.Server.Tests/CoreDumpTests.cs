using Daypass.Testing.Server;

namespace Daypass.Server.Tests;

/// <summary>The keys in the server's memory do not end up in a file when it crashes.</summary>
public sealed class CoreDumpTests
{
    [Fact]
    public async Task A_served_process_may_write_no_core_file_nor_ever_raise_that_limit()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path);

        var limit = (await File.ReadAllLinesAsync($"/proc/{server.Id}/limits"))
            .Single(static line => line.StartsWith("Max core file size", StringComparison.Ordinal));

        Assert.Equal(["0", "0"], limit["Max core file size".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));
    }
}
