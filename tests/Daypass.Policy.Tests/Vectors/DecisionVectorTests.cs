using System.Text.Json;
using Daypass.Policy.Cases;
using Daypass.Policy.Tests.Reference;

namespace Daypass.Policy.Tests.Vectors;

public sealed class DecisionVectorTests
{
    public static TheoryData<string> Files => [.. DecisionVectors.Files()];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_engine_decides_every_vector_as_it_says(string file)
    {
        var cases = new PolicyCases();
        var wrong = new List<string>();
        foreach (var vector in DecisionVectors.Read(file))
        {
            using var answer = JsonDocument.Parse(cases.Evaluate(vector.GetRawText()));
            var got = answer.RootElement.TryGetProperty("error", out _) ? "error" : answer.RootElement.GetProperty("decision").GetString();
            var deniedBy = vector.TryGetProperty("deniedBy", out var layers) ? layers.GetRawText() : null;
            if (got != Expected(vector) || (deniedBy is not null && deniedBy != answer.RootElement.GetProperty("deniedBy").GetRawText()))
            {
                wrong.Add($"{Title(vector)}: {answer.RootElement.GetRawText()}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_second_evaluator_decides_them_alike(string file)
    {
        var wrong = new List<string>();
        foreach (var vector in DecisionVectors.Read(file))
        {
            if (Expected(vector) != "error" && ReferenceEvaluator.Decide(ReferenceCase.Read(vector)) is var got && got != Expected(vector))
            {
                wrong.Add($"{Title(vector)}: {got}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Ids_are_unique_and_every_vector_names_its_row()
    {
        var vectors = DecisionVectors.Files().SelectMany(DecisionVectors.Read).ToList();
        Assert.True(vectors.Count >= 600);
        Assert.Equal(vectors.Count, vectors.Select(vector => vector.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(vectors, vector => Assert.NotEqual("", vector.GetProperty("row").GetString()));
    }

    private static string Title(JsonElement vector) =>
        $"{vector.GetProperty("id").GetString()} {vector.GetProperty("row").GetString()}, {vector.GetProperty("name").GetString()}, expected {Expected(vector)}";

    private static string Expected(JsonElement vector) => vector.GetProperty("expected").GetString()!;
}
