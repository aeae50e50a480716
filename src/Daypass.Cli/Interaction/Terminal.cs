using System.Text;
using Daypass.Client;

namespace Daypass.Cli.Interaction;

/// <summary>The streams of one run and the machine around it; tests bring their own.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, ClientEnvironment environment)
{
    private const int UsualWidth = 80;

    private TextReader? _input;

    /// <summary>Standard output.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Standard input; opened when it is first read.</summary>
    public Func<TextReader> In { get; init; } = static () => TextReader.Null;

    /// <summary>The environment.</summary>
    public ClientEnvironment Environment { get; init; } = environment;

    /// <summary>True when a user reads the output.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>True when a user can be asked on standard input.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Writes bytes that need not be text to standard output.</summary>
    public void WriteBytes(byte[] bytes)
    {
        if (Out is not StreamWriter writer)
        {
            Out.Write(System.Text.Encoding.UTF8.GetString(bytes));
            return;
        }

        writer.Flush();
        writer.BaseStream.Write(bytes);
    }

    /// <summary>
    /// Asks for one line of standard input; from a user at a terminal one of any length, which the terminal's own line editing cuts at 4095
    /// characters.
    /// </summary>
    public string? Ask(string question)
    {
        if (!InputIsTerminal)
        {
            Error.Write(question);
            return ReadLine();
        }

        // Looking for a key sets the console up. That takes a while the first time, in which the terminal would still cut what is pasted at once.
        _ = Console.KeyAvailable;
        Error.Write(question);
        var line = Console.ReadLine();

        // It put the keypad into the mode for applications, and takes that back for no program that comes after.
        if (!OperatingSystem.IsWindows() && OutputIsTerminal)
        {
            Out.Write("\e[?1l\e>");
            Out.Flush();
        }

        return line;
    }

    /// <summary>Asks for one line of usual length; the terminal itself edits it, and stays as it is for what is asked next.</summary>
    public string? AskBriefly(string question)
    {
        Error.Write(question);
        return ReadLine();
    }

    /// <summary>Asks for one line that is not shown while it is typed; one of standard input where no user is at a terminal.</summary>
    public string? AskSecretly(string question)
    {
        if (InputIsTerminal)
        {
            return HiddenInput.Read(question, Error);
        }

        Error.Write(question);
        return ReadLine();
    }

    // One reader for all lines: it reads ahead.
    private string? ReadLine() => (_input ??= In()).ReadLine();

    /// <summary>True when this process belongs to a terminal, wherever its streams lead.</summary>
    public static bool IsAttached()
    {
        try
        {
            using var device = new FileStream("/dev/tty", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return true;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The columns of the terminal; 80 where there is none.</summary>
    public int Width { get; init; } = UsualWidth;

    /// <summary>The terminal of this process. Its streams are opened without the console's own machinery, which a command has no use for.</summary>
    public static Terminal ForProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var outputIsTerminal = !Console.IsOutputRedirected;
        var direct = outputIsTerminal && !OperatingSystem.IsWindows();
        var output = new StreamWriter(direct ? new DescriptorStream(1) : Console.OpenStandardOutput(), utf8, 4096) { AutoFlush = false };
        var error = new StreamWriter(direct ? new DescriptorStream(2) : Console.OpenStandardError(), utf8, 512) { AutoFlush = true };
        return new Terminal(output, error, ClientEnvironment.Current)
        {
            In = () => new StreamReader(direct ? new DescriptorStream(0) : Console.OpenStandardInput(), utf8),
            OutputIsTerminal = outputIsTerminal,
            InputIsTerminal = !Console.IsInputRedirected,
            Width = outputIsTerminal ? TerminalWidth.Find() ?? UsualWidth : UsualWidth,
        };
    }

    /// <summary>The same terminal, with what is done and why said on standard error.</summary>
    public Terminal WithTrace()
    {
        var clock = Environment.Clock;
        return With(new ClientEnvironment(Environment.GetRawVariable, Environment.HomeFolder, clock)
        {
            Trace = line => Error.Write($"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line}\n"),
        });
    }

    private Terminal With(ClientEnvironment other) => new(Out, Error, other)
    {
        In = In,
        OutputIsTerminal = OutputIsTerminal,
        InputIsTerminal = InputIsTerminal,
        Width = Width,
    };
}
