using Daypass.Protocol.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Daypass.Generator.Tests;

public sealed class DiagnosticTests
{
    /// <summary>Id, line of the sample, sample.</summary>
    public static TheoryData<string, int, string> Mistakes => new()
    {
        { "DPG001", 2, "/// <summary>S.</summary>\n[QueryInput]\npublic sealed record R;" },
        { "DPG002", 2, "/// <summary>S.</summary>\n[QueryInput]\npublic partial record R;" },
        { "DPG002", 2, "/// <summary>S.</summary>\n[QueryInput]\npublic sealed partial class R { }" },
        { "DPG002", 2, "/// <summary>S.</summary>\n[QueryInput]\npublic sealed partial record R<T>;" },
        { "DPG002", 3, "public static partial class Outer {\n/// <summary>S.</summary>\n[QueryInput]\npublic sealed partial record R; }" },
        { "DPG003", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\npublic long Number { get; init; } }" },
        { "DPG003", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\npublic ReadOnlyMemory<byte> Bytes { get; init; } }" },
        { "DPG003", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\npublic IReadOnlyList<int>? Numbers { get; init; } }" },
        { "DPG003", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\npublic string[]? Texts { get; init; } }" },
        { "DPG003", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\n"
            + "public IReadOnlyDictionary<string, int>? Map { get; init; } }" },
        { "DPG003", 3, "[QueryOutput]\npublic sealed partial record R\n{\npublic IReadOnlyDictionary<string, bool>? Map { get; init; } }" },
        { "DPG004", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\npublic Other? Other { get; init; } }\n[QueryOutput]\n"
            + "public sealed partial record Other;" },
        { "DPG004", 3, "[QueryOutput]\npublic sealed partial record R\n{\npublic IReadOnlyList<Other>? Others { get; init; } }\n[QueryInput]\n"
            + "public sealed partial record Other;" },
        { "DPG005", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\n[Length(1, 2)] public int Number { get; init; } }" },
        { "DPG005", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\n[Between(1, 2)] public string? Text { get; init; } }" },
        { "DPG005", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\n[Count(1, 2)] public string? Text { get; init; } }" },
        { "DPG005", 3, "[QueryOutput]\npublic sealed partial record R\n{\n[Milliseconds] public string? Text { get; init; } }" },
        { "DPG006", 4, "[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\n[Length(3, 2)] public string? Text { get; init; } }" },
        { "DPG007", 5, "/// <summary>S.</summary>\n[Operation(\"A\", Service.Sts)]\npublic sealed partial record A;\n/// <summary>S.</summary>\n"
            + "[Operation(\"A\", Service.Sts)]\npublic sealed partial record B;" },
        { "DPG008", 2, "/// <summary>S.</summary>\n[Operation(\"A\", Service.Sts, Output = typeof(B))]\npublic sealed partial record A;\n[QueryOutput]\n"
            + "public sealed partial record B;" },
        { "DPG009", 1, "[Operation(\"A\", Service.Sts)]\npublic sealed partial record A;" },
        { "DPG009", 3, "[QueryInput]\npublic sealed partial record R\n{\npublic string? Text { get; init; } }" },
        { "DPG010", 1, "[QueryOutput]\npublic sealed partial record R\n{\npublic string? Text { get; init; }\n"
            + "[WireName(\"Text\")] public string? Other { get; init; } }" },
        { "DPG011", 1, "[QueryOutput, ElementOrder(\"A\")]\npublic sealed partial record R\n{\npublic string? A { get; init; }\n"
            + "public string? B { get; init; } }" },
        { "DPG011", 1, "[QueryOutput, ElementOrder(\"A\", \"A\")]\npublic sealed partial record R\n{\npublic string? A { get; init; } }" },
        { "DPG012", 3, "[QueryOutput]\npublic sealed partial record R\n{\npublic string? A { get; set; } }" },
        { "DPG012", 3, "[QueryOutput]\npublic sealed partial record R\n{\npublic string? A { get; } }" },
        { "DPG013", 3, "[QueryOutput]\npublic sealed partial record R\n{\n[Word, Length(1, 3)] public string? A { get; init; } }\n"
            + "[Length(1, 2)] public sealed class WordAttribute : ShapeAttribute;" },
        { "DPG013", 3, "[QueryOutput]\npublic sealed partial record R\n{\n[Word, Name] public string? A { get; init; } }\n"
            + "[Length(1, 2)] public sealed class WordAttribute : ShapeAttribute;\n[Length(1, 3)] public sealed class NameAttribute : ShapeAttribute;" },
        { "DPG005", 3, "[QueryOutput]\npublic sealed partial record R\n{\n[Word] public int A { get; init; } }\n"
            + "[Length(1, 2)] public sealed class WordAttribute : ShapeAttribute;" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_where_it_is(string id, int line, string sample)
    {
        var diagnostic = Assert.Single(Generation.Run(sample).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal("Sample.cs", place.Path);
        Assert.Equal(line, place.StartLinePosition.Line - Generation.LinesBefore);
        Assert.DoesNotContain("{", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_of_a_record_is_reported_at_once() => Assert.Equal(
        ["DPG001", "DPG003", "DPG005", "DPG009"],
        Generation.Run("[QueryInput]\npublic sealed record R\n{\npublic string? Text { get; init; }\n/// <summary>S.</summary>\n"
            + "[Count(1, 2)] public int Number { get; init; }\n/// <summary>S.</summary>\npublic long Long { get; init; } }")
            .Diagnostics.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Documentation_that_is_switched_off_is_said_once()
    {
        const string Sample = "[QueryInput]\npublic sealed partial record R\n{\npublic string? One { get; init; }\npublic string? Two { get; init; } }";
        var diagnostic = Assert.Single(Generation.Run(Sample, DocumentationMode.None).Diagnostics);
        Assert.Equal("DPG009", diagnostic.Id);
        Assert.StartsWith("Documentation is switched off", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>What the build says counts; a tool that compiles for itself reads no comments, whatever the build says.</summary>
    [Theory]
    [InlineData("true", DocumentationMode.None, 0)]
    [InlineData("True", DocumentationMode.Diagnose, 0)]
    [InlineData("false", DocumentationMode.None, 1)]
    [InlineData("", DocumentationMode.None, 1)]
    public void Whether_documentation_is_switched_off_is_asked_of_the_build(string generates, DocumentationMode reads, int mistakes)
    {
        const string Sample = "/// <summary>S.</summary>\n[QueryInput]\npublic sealed partial record R\n{\n/// <summary>S.</summary>\n"
            + "public string? One { get; init; } }";
        var result = Generation.Run(Sample, reads, new BuildProperty("GenerateDocumentationFile", generates));
        Assert.Equal(Enumerable.Repeat("DPG009", mistakes), result.Diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Single(result.GeneratedTrees);
    }

    [Fact]
    public void Nothing_is_generated_for_a_record_with_a_mistake() =>
        Assert.Empty(Generation.Run("[QueryInput]\npublic sealed record R;").GeneratedTrees);

    [Fact]
    public void Every_diagnostic_has_a_test_and_a_section_in_the_docs()
    {
        var documented = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "generator-diagnostics.md"))
            .Where(static line => line.StartsWith("## DPG", StringComparison.Ordinal)).Select(static line => line[3..9]);
        var tested = Mistakes.Select(static row => (string)row[0]).Distinct(StringComparer.Ordinal);
        Assert.Equal(Rules.Ids, documented);
        Assert.Equal(Rules.Ids, tested.Order(StringComparer.Ordinal));
    }
}
