using System.Diagnostics;

namespace Daypass.Storage.Load;

/// <summary>How long a process takes to open a database that is there, and to find the first role in it.</summary>
internal static class Start
{
    /// <summary>Starts this program again, so that nothing is warm but the file; the best of five.</summary>
    public static void MeasureIn(string directory, int roles)
    {
        var best = Enumerable.Range(0, 5).Select(_ => Once(directory))
            .MinBy(static line => double.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        Console.WriteLine($"start {roles,9} roles: {best}");
    }

    /// <summary>Prints what this process took.</summary>
    public static async Task Measure(string directory)
    {
        var started = Stopwatch.GetTimestamp();
        await using var database = await Database.OpenSqlite(directory);
        var open = Stopwatch.GetElapsedTime(started);
        if (await database.Entities.Find(World.Key(0), default) is null)
        {
            throw new InvalidOperationException("The first role is not there.");
        }

        Console.WriteLine(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{open.TotalMilliseconds:f0} ms to open, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:f0} ms to the first role,"
                + $" {Environment.WorkingSet / 1048576} MiB resident"));
    }

    private static string Once(string directory)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", directory]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadLine()!;
        process.WaitForExit();
        return line;
    }
}
