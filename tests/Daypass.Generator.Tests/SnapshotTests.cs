using System.Runtime.CompilerServices;

namespace Daypass.Generator.Tests;

/// <summary>Holds the generated source to files; DAYPASS_UPDATE_SNAPSHOTS=1 writes them anew.</summary>
public sealed class SnapshotTests
{
    private const string Request =
        """"
        /// <summary>Do <c>something</c> with a <see cref="Thing"/>.</summary>
        [Operation("DoSomething", Service.Iam, Output = typeof(DoSomethingResponse), Errors = new[] { "NoSuchEntity", "LimitExceeded" }, Unsigned = true)]
        public sealed partial record DoSomethingRequest
        {
            /// <summary>The name,
            /// over two lines.</summary>
            [Length(1, 64), Pattern(@"[\w+=,.@-]+")]
            public required string Name { get; init; }

            /// <summary>An optional text with a "quote".</summary>
            [Length(0, int.MaxValue), OneOf("A", "B")]
            public string? Choice { get; init; }

            /// <summary>A text that is empty by default.</summary>
            [WireName("lowerCase")]
            public string LowerCase { get; init; } = "";

            /// <summary>A secret.</summary>
            [Sensitive]
            public string? Password { get; init; }

            /// <summary>A required number.</summary>
            [Between(-1, 5)]
            public required int Count { get; init; }

            /// <summary>An optional number.</summary>
            public int? Most { get; init; }

            /// <summary>A flag.</summary>
            public bool Flag { get; init; }

            /// <summary>An instant.</summary>
            public DateTimeOffset? When { get; init; }

            /// <summary>Texts.</summary>
            [Count(1, 10), Length(1, 128), Pattern("[a-z]+")]
            public required IReadOnlyList<string> Names { get; init; }

            /// <summary>Structures.</summary>
            [Count(0, 50)]
            public IReadOnlyList<Thing> Things { get; init; } = Array.Empty<Thing>();

            /// <summary>Structures, or nothing.</summary>
            public IReadOnlyList<Thing>? Others { get; init; }

            /// <summary>A structure.</summary>
            public required Thing Best { get; init; }

            /// <summary>Not on the wire.</summary>
            internal string? Hidden { get; init; }
        }
        """";

    private const string Response =
        """
        /// <summary>What DoSomething answers.</summary>
        [OperationOutput]
        [ElementOrder(nameof(Second), nameof(First), nameof(Rest), nameof(Document), nameof(Seed), nameof(Counts), nameof(Details), nameof(Last))]
        public sealed partial record DoSomethingResponse
        {
            public required string First { get; init; }

            [Milliseconds]
            public required DateTimeOffset Second { get; init; }

            public IReadOnlyList<Thing> Rest { get; init; } = Array.Empty<Thing>();

            [PercentEncoded]
            public string? Document { get; init; }

            [Sensitive]
            public ReadOnlyMemory<byte> Seed { get; init; }

            public required IReadOnlyDictionary<string, int> Counts { get; init; }

            public IReadOnlyDictionary<string, string>? Details { get; init; }

            public Thing? Last { get; init; }
        }
        """;

    private const string Structure =
        """
        /// <summary>A thing, on both sides.</summary>
        [QueryInput, QueryOutput]
        public sealed partial record Thing
        {
            /// <summary>The key.</summary>
            [Length(1, 128)]
            public required string Key { get; init; }
        }
        """;

    private const string Bare =
        """
        /// <summary>Do nothing.</summary>
        [Operation("DoNothing", Service.Sts)]
        public sealed partial record DoNothingRequest;
        """;

    private const string Derived =
        """
        /// <summary>Do something to one of many.</summary>
        [Operation("DoShared", Service.Iam, Output = typeof(DoSharedResponse))]
        public sealed partial record DoSharedRequest : SecondRequest
        {
            /// <summary>Its own member, first.</summary>
            [Word]
            public required string Own { get; init; }
        }

        /// <summary>The nearer record.</summary>
        public abstract record SecondRequest : ThirdRequest
        {
            /// <summary>Second.</summary>
            [Word, Count(0, 5)]
            public required IReadOnlyList<string> Second { get; init; }
        }

        /// <summary>The farther record.</summary>
        public abstract record ThirdRequest
        {
            /// <summary>Third.</summary>
            [Code]
            public string? Third { get; init; }
        }

        /// <summary>What DoShared answers.</summary>
        [OperationOutput, ElementOrder(nameof(Shared), nameof(Own))]
        public sealed partial record DoSharedResponse : SharedResponse
        {
            public required string Own { get; init; }
        }

        public abstract record SharedResponse
        {
            public string? Shared { get; init; }
        }

        [Length(1, 64), Pattern("[a-z]+")]
        public sealed class WordAttribute : ShapeAttribute;

        [Length(6, 6), Sensitive]
        public sealed class CodeAttribute : ShapeAttribute;
        """;

    [Theory]
    [InlineData("Sample.DoSharedRequest")]
    [InlineData("Sample.DoSharedResponse")]
    [InlineData("Sample.DoSomethingRequest")]
    [InlineData("Sample.DoSomethingResponse")]
    [InlineData("Sample.Thing")]
    [InlineData("Sample.DoNothingRequest")]
    [InlineData("Daypass.Protocol.Catalogue.OperationCatalogue")]
    public void The_generated_source_is_the_one_reviewed(string name)
    {
        var result = Generation.Run(string.Join('\n', Request, Response, Structure, Bare, Derived));
        Assert.Empty(result.Diagnostics);
        var generated = result.GeneratedTrees.Single(tree => Path.GetFileName(tree.FilePath) == name + ".g.cs").ToString();
        if (Environment.GetEnvironmentVariable("DAYPASS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(Folder(), "Snapshots", name + ".txt"), generated);
        }
        else
        {
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", name + ".txt")), generated);
        }
    }

    [Fact]
    public void A_generated_file_is_named_after_its_record_and_nothing_else_is_made() => Assert.Equal(
        ["Daypass.Protocol.Catalogue.OperationCatalogue.g.cs", "Sample.DoNothingRequest.g.cs", "Sample.DoSharedRequest.g.cs",
            "Sample.DoSharedResponse.g.cs", "Sample.DoSomethingRequest.g.cs", "Sample.DoSomethingResponse.g.cs", "Sample.Thing.g.cs"],
        Generation.Run(string.Join('\n', Request, Response, Structure, Bare, Derived)).GeneratedTrees.Select(static tree => Path.GetFileName(tree.FilePath))
            .Order(StringComparer.Ordinal));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
