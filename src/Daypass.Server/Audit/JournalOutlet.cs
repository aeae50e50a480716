using System.Buffers;
using System.Globalization;

namespace Daypass.Server.Audit;

/// <summary>The journal of systemd, by its own protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL).</summary>
internal sealed class JournalOutlet : MessageOutlet
{
    /// <summary>Where it listens.</summary>
    public const string DefaultPath = "/run/systemd/journal/socket";

    // Longer messages would have to be handed over as files.
    private const int LongestPart = 48 * 1024;

    private JournalOutlet(string path) : base(path, LongestPart)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "journal";

    /// <summary>For a socket.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static JournalOutlet Open(string path)
    {
        var outlet = new JournalOutlet(path);
        outlet.Look();
        return outlet;
    }

    /// <inheritdoc/>
    protected override void Write(ReadOnlySpan<byte> text, int part, int of, ArrayBufferWriter<byte> message)
    {
        // A line of JSON has no line break in it, which would need the long form of a field.
        Add(message, "PRIORITY=6\nSYSLOG_FACILITY=13\nSYSLOG_IDENTIFIER=daypass-audit\n");
        if (of > 1)
        {
            Add(message, string.Create(CultureInfo.InvariantCulture, $"DAYPASS_PART={part}\nDAYPASS_PARTS={of}\n"));
        }

        Add(message, "MESSAGE=");
        message.Write(text);
        message.Write("\n"u8);
    }
}
