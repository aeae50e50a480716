using System.Text;
using Daypass.JmesPath.Tests.Support;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath.Tests;

/// <summary>Ours against the library that the aws command line uses: the same results, printed the same way, and the same error texts.</summary>
public sealed class PythonComparisonTests
{
    private const string Script = """
        import json, sys, jmespath
        for line in sys.stdin:
            given, expression = json.loads(line)
            try:
                answer = json.dumps(jmespath.search(expression, given), ensure_ascii=False)
            except RecursionError:
                answer = None
            except TypeError:
                answer = None
            except Exception as error:
                answer = "!" + str(error)
            print(json.dumps(answer))
        """;

    private static readonly string[] Atoms =
    [
        "a", "b", "c", "\"a\"", "@", "*", "[0]", "[-1]", "[*]", "[]", "[1:]", "[::-1]", "`1`", "`\"x\"`", "`[1,2]`", "'x'", "`null`", "`2.50`", "&a", "nope",
    ];

    private static readonly string[] Functions =
    [
        "abs", "avg", "ceil", "contains", "ends_with", "floor", "join", "keys", "length", "map", "max", "max_by", "merge", "min", "min_by",
        "not_null", "reverse", "sort", "sort_by", "starts_with", "sum", "to_array", "to_number", "to_string", "type", "values", "unknown",
    ];

    [ComparesWithPythonFact]
    public void Our_own_cases_give_the_same_results_and_error_texts()
    {
        List<(Value Given, string Expression)> cases = [];
        foreach (var file in Vectors.Files("jmespath"))
        {
            foreach (var group in ComplianceTests.Items(ComplianceTests.Read(file)))
            {
                foreach (var test in ComplianceTests.Items(group.Find("cases")!))
                {
                    cases.Add((group.Find("given")!, test.FindText("expression")!));
                }
            }
        }

        Assert.Empty(Differences(cases));
    }

    [ComparesWithPythonFact]
    public void Generated_expressions_give_the_same_results_and_error_texts()
    {
        var given = JsonText.Parse(
            """{"a": [{"a": 1, "b": "x", "c": [3, 1, 2]}, {"a": 2.5, "b": "y"}], "b": {"a": {"b": [1, [2, [3]]]}, "c": "text"}, "c": ["z", "y", "x"], "n": null}""",
            out _)!;
        var rounds = Environment.GetEnvironmentVariable("DAYPASS_LONG") is null ? 4_000 : 200_000;
        var random = new SeededNumbers(8);
        List<(Value Given, string Expression)> cases = [];
        for (var round = 0; round < rounds; round++)
        {
            var expression = Expression(random, 4);
            if (random.Next(5) == 0)
            {
                expression = expression.Remove(random.Next(expression.Length), 1);
            }

            cases.Add((given, expression));
        }

        Assert.Empty(Differences(cases));
    }

    private static string Expression(SeededNumbers random, int depth)
    {
        if (depth == 0)
        {
            return Atoms[random.Next(Atoms.Length)];
        }

        string Part() => Expression(random, random.Next(depth));
        return random.Next(16) switch
        {
            0 => $"{Part()}.{Part()}",
            1 => $"{Part()} | {Part()}",
            2 => $"{Part()} || {Part()}",
            3 => $"{Part()} && {Part()}",
            4 => $"{Part()}[?{Part()}]",
            5 => $"{Part()}[{random.Next(-3, 4)}]",
            6 => $"{Part()}[*].{Part()}",
            7 => $"{Part()}[]",
            8 => $"[{Part()}, {Part()}]",
            9 => $"{{x: {Part()}, \"y\": {Part()}}}",
            10 => $"{Part()} {new[] { "==", "!=" }[random.Next(2)]} {Part()}",
            11 => $"!{Part()}",
            12 => $"({Part()})",
            13 => $"{Functions[random.Next(Functions.Length)]}({Part()})",
            14 => $"{Functions[random.Next(Functions.Length)]}({Part()}, {Part()})",
            _ => $"{Part()}[{random.Next(-2, 3)}:{random.Next(-2, 4)}:{random.Next(-2, 3)}]",
        };
    }

    private static List<string> Differences(List<(Value Given, string Expression)> cases)
    {
        var input = new StringBuilder();
        foreach (var (given, expression) in cases)
        {
            input.Append(JsonText.Write(ListValue.From(given, Value.From(expression)), JsonStyle.Compact)).Append('\n');
        }

        var (exitCode, output, error) = Python.Run(Script, input.ToString());
        Assert.True(exitCode == 0, error);
        var theirs = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(cases.Count, theirs.Length);
        List<string> different = [];
        for (var index = 0; index < cases.Count; index++)
        {
            var their = (JsonText.Parse(theirs[index], out _) as TextValue)?.Text;
            var our = Answer(cases[index].Given, cases[index].Expression);
            if (their is not null && !string.Equals(their, our, StringComparison.Ordinal) && !IsKnownDifference(cases[index].Expression, their))
            {
                different.Add($"{cases[index].Expression}\n  theirs {their}\n  ours   {our}");
            }
        }

        return different;
    }

    private static string Answer(Value given, string text)
    {
        if (!JmesPathExpression.TryParse(text, out var expression, out var error) || !expression.TrySearch(given, out var result, out error))
        {
            return "!" + error.Message;
        }

        return JsonText.Write(result, JsonStyle.Line);
    }

    // Where the two differ on purpose; docs/compatibility.md lists these.
    private static bool IsKnownDifference(string expression, string their) =>
        their.Contains("_Expression object at", StringComparison.Ordinal)
        || their.Contains("dictionary update sequence", StringComparison.Ordinal)
        || their.Contains("is not JSON serializable", StringComparison.Ordinal)
        || (expression.Contains("`NaN`", StringComparison.Ordinal) && their.Contains("NaN", StringComparison.Ordinal));
}
