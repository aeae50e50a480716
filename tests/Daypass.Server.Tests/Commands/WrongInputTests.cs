using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using Daypass.Server.Commands;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Commands;

/// <summary>Every command and option with wrong inputs: an exit code that says so, and a sentence that names the thing.</summary>
public sealed partial class WrongInputTests
{
    private static readonly string[] Wrong =
    [
        "", " ", "x", "-1", "99999999999999999999", "{}", "ünïcode\u2028", "../..", "12:34", "2026-13-45", new('a', 5000), "http://", "/dev/null/x",
    ];

    public static TheoryData<string> Commands => [.. All(ServerCommand.Create(), "").Select(static command => command.Path)];

    [Theory, MemberData(nameof(Commands))]
    public void An_option_with_a_wrong_value_is_one_sentence_that_names_it(string path)
    {
        foreach (var option in Find(path).Options.Where(static option => option is not (HelpOption or VersionOption)))
        {
            foreach (var value in Wrong)
            {
                var parsed = ServerCommand.Create().Parse([.. Words(path), $"{option.Name}={value}"]);
                if (WrongInput.Explain(parsed) is { } sentence)
                {
                    AssertPlain(sentence);
                    Assert.False(string.IsNullOrWhiteSpace(sentence));
                }
            }

            if (option.ValueType != typeof(bool))
            {
                var sentence = WrongInput.Explain(ServerCommand.Create().Parse([.. Words(path), option.Name]));
                Assert.Contains(option.Name, sentence, StringComparison.Ordinal);
                AssertPlain(sentence!);
            }
        }
    }

    [Theory, MemberData(nameof(Commands))]
    public void A_word_and_an_option_that_are_none_are_named_with_what_there_is(string path)
    {
        var command = Find(path);
        var option = WrongInput.Explain(ServerCommand.Create().Parse([.. Words(path), "--no-such-option"]));
        Assert.StartsWith("--no-such-option is no option of ", option, StringComparison.Ordinal);
        if (command.Subcommands.Count > 0)
        {
            var word = WrongInput.Explain(ServerCommand.Create().Parse([.. Words(path), "no-such-word"]));
            Assert.Contains("'no-such-word' is no command of ", word, StringComparison.Ordinal);
            Assert.All(command.Subcommands, below => Assert.Contains(below.Name, word, StringComparison.Ordinal));
        }
    }

    /// <summary>What can be parsed is run, on a folder in which no server was.</summary>
    [Theory, MemberData(nameof(Commands))]
    public async Task A_command_that_fails_says_so_in_words_and_in_its_exit_code(string path)
    {
        var command = Find(path);
        if (command.Action is null || path.Length == 0 || command.Options.All(static option => option.Name != "--data"))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        foreach (var value in Wrong)
        {
            var data = Path.Combine(folder.Path, "nothing");
            string[] line = [.. Words(path), .. command.Arguments.Select(_ => value), "--data", data];
            using var output = new StringWriter();
            using var errors = new StringWriter();
            var parsed = ServerCommand.Create().Parse(line);
            if (WrongInput.Explain(parsed) is { } sentence)
            {
                AssertPlain(sentence);
                continue;
            }

            var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
            Assert.True(code != 0, $"{string.Join(' ', line)}: {code}");
            Assert.StartsWith("daypass-server: ", errors.ToString(), StringComparison.Ordinal);
            AssertPlain(errors.ToString());
        }
    }

    [Theory]
    [InlineData("'aply' is no command of 'world': there are apply, export, plan, schema. Did you mean apply?", "world", "aply")]
    [InlineData("--dta is no option of daypass-server. Did you mean --data? --help lists what there is.", "--dta", "x")]
    [InlineData("'world' needs a command: apply, export, plan, schema.", "world")]
    [InlineData("'x' is not a whole number, for --cache-entries.", "--cache-entries", "x")]
    [InlineData("--world needs a value.", "--world")]
    [InlineData("--audit-rotate-every needs a value: DURATION.", "--audit-rotate-every")]
    [InlineData("'world apply' needs FILE: the world file, or - for standard input.", "world", "apply")]
    [InlineData("'health' does not take 'y' after URL.", "health", "http://127.0.0.1:1", "y")]
    public void The_sentence(string sentence, params string[] line) => Assert.Equal(sentence, WrongInput.Explain(ServerCommand.Create().Parse(line)));

    private static void AssertPlain(string sentence)
    {
        Assert.DoesNotMatch(OfTheRuntime(), sentence);
        Assert.DoesNotContain("   at ", sentence, StringComparison.Ordinal);
    }

    private static Command Find(string path) => All(ServerCommand.Create(), "").First(command => command.Path == path).Command;

    private static string[] Words(string path) => path.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Path, Command Command)> All(Command command, string path) => command.Subcommands
        .SelectMany(below => All(below, $"{path} {below.Name}".Trim())).Prepend((path, command));

    [GeneratedRegex(@"\b(System|Microsoft|Npgsql)\.[A-Z]\w*|\b\w+Exception\b|\bInt32\b|\bInt64\b|\bDateTimeOffset\b|JSON object contains")]
    private static partial Regex OfTheRuntime();
}
