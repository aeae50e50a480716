using System.Text;
using Daypass.Cli.Tests.Support;
using Daypass.Client.Credentials;
using Daypass.Client.Tests.Support;

namespace Daypass.Cli.Tests;

/// <summary>The stories in tests/transcripts; those of sts hold what aws-cli 2.36.7 printed for the same commands against the same service.</summary>
public sealed class TranscriptTests
{
    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "transcripts"), "*.transcript").Order(StringComparer.Ordinal))
            {
                names.Add(Path.GetFileNameWithoutExtension(file));
            }

            return names;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_transcript_is_reproduced(string name)
    {
        using var sts = new FakeService(CannedSts.Answer);
        using var run = new CliRun().WithKeys(sts.Url);
        run.Variables["ENDPOINT"] = sts.Url;
        var wrong = new StringBuilder();
        foreach (var transcript in Transcript.Read(Path.Combine(Repository.Root, "tests", "transcripts", name + ".transcript")))
        {
            transcript.Preparations.ForEach(prepare => prepare(run));
            var result = run.Run(CommandWords.Split(transcript.Command));
            Compare(wrong, transcript.Command, "standard output", transcript.Output, Neutral(result.Output, run, sts.Url));
            Compare(wrong, transcript.Command, "standard error", transcript.Error, Neutral(result.Error, run, sts.Url));
            Compare(wrong, transcript.Command, "exit code", $"{transcript.ExitCode}", $"{result.ExitCode}");
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    private static string Neutral(string text, CliRun run, string endpoint) =>
        text.Replace(run.Home, "{home}", StringComparison.Ordinal).Replace(endpoint, "{endpoint}", StringComparison.Ordinal);

    private static void Compare(StringBuilder wrong, string command, string what, string expected, string actual)
    {
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            wrong.Append($"$ daypass {command}\n{what} is\n{actual}\ninstead of\n{expected}\n");
        }
    }
}
