using System.Globalization;
using System.Text;

namespace Daypass.Cli.Tests.Support;

/// <summary>
/// A transcript of commands: <c>$</c> begins a command, <c>!</c> a line of standard error, <c>?</c> the exit code, <c>=</c> sets a variable,
/// <c>@ name</c> begins a file that ends with a lone <c>@</c>, <c>#</c> is a comment; every other line is standard output.
/// </summary>
internal sealed class Transcript
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Transcript(string command) => Command = command;

    /// <summary>The command line behind the program's name.</summary>
    public string Command { get; }

    /// <summary>What is done before it: variables and files.</summary>
    public List<Action<CliRun>> Preparations { get; } = [];

    /// <summary>The expected standard output.</summary>
    public string Output => _output.ToString();

    /// <summary>The expected standard error.</summary>
    public string Error => _error.ToString();

    /// <summary>The expected exit code.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Reads the commands of a file.</summary>
    public static List<Transcript> Read(string file)
    {
        List<Transcript> commands = [];
        List<Action<CliRun>> preparations = [];
        var lines = File.ReadAllText(file).Split('\n')[..^1];
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            switch (line.Length > 0 ? line[0] : ' ')
            {
                case '#':
                    break;
                case '$':
                    var transcript = new Transcript(line["$ daypass".Length..].Trim());
                    transcript.Preparations.AddRange(preparations);
                    preparations.Clear();
                    commands.Add(transcript);
                    break;
                case '!':
                    commands[^1]._error.Append(line.Length > 1 ? line[2..] : string.Empty).Append('\n');
                    break;
                case '?':
                    commands[^1].ExitCode = int.Parse(line[2..], CultureInfo.InvariantCulture);
                    break;
                case '=':
                    var parts = line[2..].Split('=', 2);
                    preparations.Add(run => run.Variables[parts[0]] = parts[1]);
                    break;
                case '@':
                    var name = line[2..];
                    var content = new StringBuilder();
                    while (lines[++index] != "@")
                    {
                        content.Append(lines[index]).Append('\n');
                    }

                    preparations.Add(run => run.Write(name, content.ToString()));
                    break;
                default:
                    commands[^1]._output.Append(line).Append('\n');
                    break;
            }
        }

        return commands;
    }
}
