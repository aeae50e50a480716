using System.Collections.Immutable;
using System.Text;
using Daypass.Protocol.Generator.Diagnostics;
using Daypass.Protocol.Generator.Emitting;
using Daypass.Protocol.Generator.Models;
using Daypass.Protocol.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Daypass.Protocol.Generator;

/// <summary>Writes the readers, writers and descriptions of the protocol's records, and the catalogue of its operations.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProtocolGenerator : IIncrementalGenerator
{
    /// <summary>The step whose cached state the tests look at.</summary>
    internal const string RecordStep = "Records";

    private const string DocumentationProperty = "build_property.GenerateDocumentationFile";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var operations = Records(context, RecordReading.Operation);
        context.RegisterSourceOutput(operations, Emit);
        context.RegisterSourceOutput(Records(context, RecordReading.QueryInput), Emit);
        context.RegisterSourceOutput(Records(context, RecordReading.OperationOutput), Emit);
        context.RegisterSourceOutput(Records(context, RecordReading.QueryOutput), Emit);
        var entries = operations
            .Select(static (record, _) =>
                new CatalogueEntry(record.Operation!.Service, record.Operation.Name, record.Namespace + "." + record.Name, record.Operation.Location))
            .Collect();
        context.RegisterSourceOutput(entries, EmitCatalogue);
        context.RegisterSourceOutput(
            context.ParseOptionsProvider.Combine(context.AnalyzerConfigOptionsProvider)
                .Select(static (of, _) => IsDocumented(of.Left, of.Right.GlobalOptions)),
            CheckDocumentation);
    }

    private static IncrementalValuesProvider<RecordModel> Records(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (_, _) => true, (found, cancelled) => RecordReading.Read(found, attribute, cancelled))
            .Where(static record => record is not null)
            .Select(static (record, _) => record!)
            .WithTrackingName(RecordStep);

    private static void Emit(SourceProductionContext context, RecordModel record)
    {
        foreach (var diagnostic in record.Diagnostics)
        {
            context.ReportDiagnostic(diagnostic.ToDiagnostic());
        }

        if (record.Diagnostics.Count == 0)
        {
            context.AddSource($"{record.Namespace}.{record.Name}.g.cs", SourceText.From(RecordEmitter.Emit(record), Encoding.UTF8));
        }
    }

    // The build says whether it wants documentation. A tool that compiles changed code for itself, as mutation testing does, reads no comments, but has the
    // properties of the build: what it makes is thrown away, and the build that ships has been checked.
    private static bool IsDocumented(ParseOptions parsing, AnalyzerConfigOptions build) =>
        build.TryGetValue(DocumentationProperty, out var value)
            ? string.Equals(value, "true", StringComparison.OrdinalIgnoreCase)
            : RecordReading.IsDocumented(parsing);

    private static void CheckDocumentation(SourceProductionContext context, bool documented)
    {
        if (!documented)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.ById(Rules.NoSummary), null, "Documentation is switched off (GenerateDocumentationFile)"));
        }
    }

    private static void EmitCatalogue(SourceProductionContext context, ImmutableArray<CatalogueEntry> entries)
    {
        foreach (var twins in entries.GroupBy(static entry => (entry.Service, entry.Name)).Where(static group => group.Count() > 1))
        {
            var second = twins.ElementAt(1);
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.ById(Rules.DuplicateOperation), second.Location?.ToLocation(), second.Name, twins.First().Record, second.Record));
            return;
        }

        if (entries.Length > 0)
        {
            context.AddSource("Daypass.Protocol.Catalogue.OperationCatalogue.g.cs", SourceText.From(CatalogueEmitter.Emit(entries), Encoding.UTF8));
        }
    }
}
