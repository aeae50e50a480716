using Daypass.JmesPath.Tests.Support;
using Daypass.JmesPath.Values;

namespace Daypass.JmesPath.Tests;

public sealed class ComplianceTests
{
    /// <summary>Our cases, and those of a folder in the same form (the public suite's) when DAYPASS_JMESPATH_SUITE names one.</summary>
    public static TheoryData<string> Suites
    {
        get
        {
            var suites = new TheoryData<string>();
            foreach (var file in Vectors.Files("jmespath"))
            {
                suites.Add(file);
            }

            if (Environment.GetEnvironmentVariable("DAYPASS_JMESPATH_SUITE") is { Length: > 0 } folder)
            {
                foreach (var file in Directory.GetFiles(folder, "*.json"))
                {
                    suites.Add(file);
                }
            }

            return suites;
        }
    }

    [Theory, MemberData(nameof(Suites))]
    public void Every_case_of_the_language_gives_its_result_or_its_error(string file)
    {
        List<string> wrong = [];
        var count = 0;
        foreach (var group in Items(Read(file)))
        {
            foreach (var test in Items(group.Find("cases")!))
            {
                count++;
                if (Judge(group.Find("given")!, test) is { } verdict)
                {
                    wrong.Add($"{test.FindText("expression")}: {verdict}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.NotEqual(0, count);
    }

    /// <summary>The functions of the specification.</summary>
    public static TheoryData<string> Functions =>
    [
        "abs", "avg", "ceil", "contains", "ends_with", "floor", "join", "keys", "length", "map", "max", "max_by", "merge", "min", "min_by", "not_null",
        "reverse", "sort", "sort_by", "starts_with", "sum", "to_array", "to_number", "to_string", "type", "values",
    ];

    [Theory, MemberData(nameof(Functions))]
    public void Every_function_has_a_case_that_succeeds_and_one_that_is_refused(string function)
    {
        var (succeeds, refused) = (false, false);
        foreach (var file in Vectors.Files("jmespath"))
        {
            foreach (var test in Items(Read(file)).SelectMany(static group => Items(group.Find("cases")!)))
            {
                var calls = test.FindText("expression")!.StartsWith(function + "(", StringComparison.Ordinal);
                succeeds |= calls && test.Find("result") is not null;
                refused |= calls && test.FindText("error") is not null;
            }
        }

        Assert.True(succeeds && refused, $"succeeds: {succeeds}, refused: {refused}");
    }

    internal static Value Read(string file) => JsonText.Parse(File.ReadAllBytes(file), out var error) ?? throw new InvalidOperationException($"{file}: {error}");

    internal static IList<Value> Items(Value value) => ((ListValue)value).Items;

    private static string? Judge(Value given, Value test)
    {
        var expected = test.Find("result");
        var expectedError = test.FindText("error");
        if (!JmesPathExpression.TryParse(test.FindText("expression")!, out var expression, out var error))
        {
            // The suite calls some errors of evaluation by names of its own; only syntax shows before there is a value.
            return expectedError is "syntax" || (expectedError is not null && test.Find("bench") is null) ? null : error.Message;
        }

        if (!expression.TrySearch(given, out var result, out error))
        {
            return expectedError is null or "syntax" ? error.Message : null;
        }

        if (expectedError is not null)
        {
            return $"gives {JsonText.Write(result, JsonStyle.Line)} instead of an error";
        }

        return expected is null || Comparisons.AreEqual(expected, result, new Interpreter()) ? null : $"gives {JsonText.Write(result, JsonStyle.Line)}";
    }
}
