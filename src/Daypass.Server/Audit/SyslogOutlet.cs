using System.Buffers;
using System.Globalization;

namespace Daypass.Server.Audit;

/// <summary>The system's log, by RFC 5424: facility 13 (log audit), severity 6. Lines beyond what rsyslog takes by default come in parts.</summary>
internal sealed class SyslogOutlet : MessageOutlet
{
    /// <summary>Where programs of this machine send their messages.</summary>
    public const string DefaultPath = "/dev/log";

    // rsyslog cuts messages at 8 KiB, the header included, unless it is told otherwise.
    private const int LongestPart = 7 * 1024;
    private const int Priority = (13 * 8) + 6;

    private readonly TimeProvider _clock;
    private readonly string _host = Printable(Environment.MachineName);

    private SyslogOutlet(string path, TimeProvider clock) : base(path, LongestPart) => _clock = clock;

    /// <inheritdoc/>
    public override string Kind => "syslog";

    /// <summary>For a socket.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static SyslogOutlet Open(string path, TimeProvider clock)
    {
        var outlet = new SyslogOutlet(path, clock);
        outlet.Look();
        return outlet;
    }

    /// <inheritdoc/>
    protected override void Write(ReadOnlySpan<byte> text, int part, int of, ArrayBufferWriter<byte> message)
    {
        Add(message, string.Create(CultureInfo.InvariantCulture,
            $"<{Priority}>1 {_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} {_host} daypass {Environment.ProcessId} audit "));
        Add(message, of == 1 ? "- " : string.Create(CultureInfo.InvariantCulture, $"[daypass@32473 part=\"{part}\" of=\"{of}\"] "));
        message.Write(text);
    }

    private static string Printable(string name) =>
        name.Length is > 0 and < 256 && name.All(static character => character is > ' ' and < '\x7f') ? name : "-";
}
