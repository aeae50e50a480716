using System.Collections.Immutable;
using Daypass.Protocol.Attributes;
using Daypass.Protocol.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daypass.Generator.Tests;

/// <summary>Runs the generator over a sample in this process.</summary>
internal static class Generation
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using Daypass.Protocol.Attributes;
        using Daypass.Protocol.Catalogue;

        namespace Sample;

        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(OperationAttribute).Assembly.Location),
    ];

    /// <summary>How many lines the sample does not see, so that a location can be compared.</summary>
    public static int LinesBefore { get; } = Usings.Count(static character => character == '\n');

    public static CSharpCompilation Compile(string sample, DocumentationMode documentation = DocumentationMode.Diagnose) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText(Usings + sample, Parsing.WithDocumentationMode(documentation), "Sample.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriver Driver(
        bool tracking = false, DocumentationMode documentation = DocumentationMode.Diagnose, AnalyzerConfigOptionsProvider? build = null) =>
        CSharpGeneratorDriver.Create(
            [new ProtocolGenerator().AsSourceGenerator()],
            parseOptions: Parsing.WithDocumentationMode(documentation),
            optionsProvider: build,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracking));

    public static GeneratorDriverRunResult Run(
        string sample, DocumentationMode documentation = DocumentationMode.Diagnose, AnalyzerConfigOptionsProvider? build = null) =>
        Driver(documentation: documentation, build: build).RunGenerators(Compile(sample, documentation)).GetRunResult();
}
