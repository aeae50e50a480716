using System.Text;
using Daypass.Server.Audit;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Audit;

/// <summary>Lines on the disk that a collector has still to take.</summary>
public sealed class SpoolTests
{
    [Fact]
    public void A_cursor_beyond_what_a_power_cut_left_skips_nothing_that_comes_later()
    {
        using var folder = new TemporaryFolder();
        using (var spool = Spool.Open(folder.Path, 1_000_000, sync: false))
        {
            Add(spool, "one\ntwo\nthree\n");
            spool.Take(spool.Peek(1000).Length);
        }

        // The lines were not on the disk yet, and the cursor was.
        var file = Assert.Single(Directory.GetFiles(folder.Path, "spool-*.jsonl"));
        using (var cut = new FileStream(file, FileMode.Open))
        {
            cut.SetLength("one\n".Length);
        }

        using var again = Spool.Open(folder.Path, 1_000_000, sync: false);
        Assert.Empty(again.Peek(1000));
        Add(again, "four\nfive\n");
        Assert.Equal("four\nfive\n", Encoding.UTF8.GetString(again.Peek(1000)));
        Assert.Equal("four\nfive\n".Length, again.Untaken);
    }

    private static void Add(Spool spool, string lines) => Assert.Null(spool.TryAdd(Encoding.UTF8.GetBytes(lines)));
}
