using System.Diagnostics;
using System.Globalization;

namespace Daypass.Storage.Tests.Durability;

/// <summary>A process that writes, and the log of what it acknowledged.</summary>
internal sealed class KilledWriter : IDisposable
{
    public const int Writers = 4;

    private readonly Process _process;
    private readonly int[] _acknowledged = new int[Writers];

    public KilledWriter(string where, string life)
    {
        Life = life;
        _process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Daypass.Storage.KilledWriter.dll"), where, life, $"{Writers}"])
        {
            RedirectStandardOutput = true,
        })!;
    }

    public string Life { get; }

    /// <summary>How many steps of each writer were acknowledged.</summary>
    public IReadOnlyList<int> Acknowledged => _acknowledged;

    public int Total => _acknowledged.Sum();

    public int ExitCode => _process.ExitCode;

    /// <summary>Reads until so many steps were acknowledged.</summary>
    public async Task Follow(int steps)
    {
        while (Total < steps)
        {
            Note(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The writer ended after {Total} steps."));
        }
    }

    /// <summary>kill -9; what was acknowledged up to then is read to its end.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Drain();
    }

    /// <summary>Reads what is acknowledged until the process ends by itself.</summary>
    public async Task Drain()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Note(line);
        }

        await _process.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();

    private void Note(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (writer, step) = (int.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture), int.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture));
        Assert.Equal(_acknowledged[writer], step);
        _acknowledged[writer]++;
    }
}
