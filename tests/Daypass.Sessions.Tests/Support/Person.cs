using System.Text.Json;

namespace Daypass.Sessions.Tests.Support;

/// <summary>A person at a terminal of the machine (tests/tools/python/terminal.py).</summary>
internal static class Person
{
    /// <summary>What the terminal showed, and how the programs ended.</summary>
    public sealed record Sight(string Seen, int[] Codes);

    /// <summary>Runs programs on one terminal at once and answers what is asked.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="commands">The programs with their arguments.</param>
    /// <param name="answers">A text to wait for, and what to answer: a text, or a program whose output is typed.</param>
    public static async Task<Sight> Runs(Machine machine, IReadOnlyList<string[]> commands, params (string Question, object Answer)[] answers)
    {
        var script = JsonSerializer.Serialize(new { commands, answers = answers.Select(static answer => new[] { answer.Question, answer.Answer }) });
        var output = (await machine.RunProgram("python3", [Path.Combine(Machine.Tools, "python", "terminal.py"), script])).Succeeded();
        using var seen = JsonDocument.Parse(output);
        var codes = seen.RootElement.GetProperty("codes");
        return new Sight(
            seen.RootElement.GetProperty("seen").GetString()!,
            codes.ValueKind == JsonValueKind.Null ? [] : [.. codes.EnumerateArray().Select(static code => code.GetInt32())]);
    }
}
