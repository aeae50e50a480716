using Daypass.Protocol.Generator.Diagnostics;
using Daypass.Protocol.Generator.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daypass.Protocol.Generator.Reading;

/// <summary>Turns an attributed record into its model.</summary>
internal sealed class RecordReading
{
    public const string Attributes = "Daypass.Protocol.Attributes.";
    public const string Operation = Attributes + "OperationAttribute";
    public const string QueryInput = Attributes + "QueryInputAttribute";
    public const string QueryOutput = Attributes + "QueryOutputAttribute";
    public const string OperationOutput = Attributes + "OperationOutputAttribute";

    private readonly List<DiagnosticModel> _diagnostics = [];
    private readonly INamedTypeSymbol _record;

    // Where documentation is switched off, no record has a summary: ProtocolGenerator says so once.
    private readonly bool _documented;

    private RecordReading(INamedTypeSymbol record, bool documented) => (_record, _documented) = (record, documented);

    /// <summary>The model of a record found by one of its attributes; null when another of its attributes already stands for it.</summary>
    public static RecordModel? Read(GeneratorAttributeSyntaxContext context, string attribute, CancellationToken cancelled)
    {
        var record = (INamedTypeSymbol)context.TargetSymbol;
        var first = new[] { Operation, QueryInput, OperationOutput, QueryOutput }.First(name => Has(record, name));
        return first == attribute
            ? new RecordReading(record, IsDocumented(context.TargetNode.SyntaxTree.Options)).Read((TypeDeclarationSyntax)context.TargetNode, cancelled)
            : null;
    }

    /// <summary>True when the compiler reads <c>///</c> comments.</summary>
    public static bool IsDocumented(ParseOptions options) => options.DocumentationMode != DocumentationMode.None;

    private RecordModel Read(TypeDeclarationSyntax syntax, CancellationToken cancelled)
    {
        if (!syntax.Modifiers.Any(static modifier => modifier.ValueText == "partial"))
        {
            Report(Rules.NotPartial, _record, _record.Name);
        }

        if (!_record.IsRecord || _record.IsValueType || !_record.IsSealed || _record.IsGenericType || _record.ContainingType is not null)
        {
            Report(Rules.NotPlainRecord, _record, _record.Name);
        }

        var operation = ReadOperation(cancelled);
        var isInput = operation is not null || Has(_record, QueryInput);
        var isResult = Has(_record, OperationOutput);
        var isOutput = isResult || Has(_record, QueryOutput);
        var reading = new MemberReading(isInput, isOutput, _documented, Report);
        var members = new List<MemberModel>();
        foreach (var property in Properties())
        {
            cancelled.ThrowIfCancellationRequested();
            if (reading.Read(property, cancelled) is { } member)
            {
                members.Add(member);
            }
        }

        foreach (var twin in members.GroupBy(static member => member.WireName).Where(static group => group.Count() > 1))
        {
            Report(Rules.DuplicateMember, _record, _record.Name, twin.Key);
        }

        var order = ReadOrder(members);
        return new RecordModel(
            _record.ContainingNamespace.ToDisplayString(),
            _record.Name,
            Summaries.Read(_record, cancelled),
            operation,
            isInput,
            isOutput,
            isResult,
            new(members),
            new(order),
            new(_diagnostics))
        {
            IsDerived = _record.BaseType is { SpecialType: not SpecialType.System_Object },
        };
    }

    /// <summary>The public properties of the record and, after them, those of the records it derives from, the nearest first.</summary>
    private IEnumerable<IPropertySymbol> Properties()
    {
        for (var type = _record; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsImplicitlyDeclared: false } property)
                {
                    yield return property;
                }
            }
        }
    }

    private OperationModel? ReadOperation(CancellationToken cancelled)
    {
        if (Find(_record, Operation) is not { } attribute)
        {
            return null;
        }

        var named = attribute.NamedArguments.ToDictionary(static pair => pair.Key, static pair => pair.Value);
        var name = (string)attribute.ConstructorArguments[0].Value!;
        var service = attribute.ConstructorArguments[1];
        var serviceName = service.Type!.GetMembers().OfType<IFieldSymbol>().First(field => Equals(field.ConstantValue, service.Value)).Name;
        string? output = null;
        if (named.TryGetValue("Output", out var type) && type.Value is INamedTypeSymbol symbol)
        {
            output = symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            if (!Has(symbol, OperationOutput))
            {
                Report(Rules.UnmarkedResult, _record, name);
            }
        }

        if (_documented && Summaries.Read(_record, cancelled).Length == 0)
        {
            Report(Rules.NoSummary, _record, _record.Name + " has no summary");
        }

        var errors = named.TryGetValue("Errors", out var codes) && !codes.IsNull ? codes.Values.Select(static code => (string)code.Value!) : [];
        var unsigned = named.TryGetValue("Unsigned", out var flag) && flag.Value is true;
        return new OperationModel(name, serviceName, output, unsigned, new(errors), LocationModel.From(_record))
        {
            Http = named.TryGetValue("Http", out var http) ? http.Value as string : null,
        };
    }

    private List<string> ReadOrder(List<MemberModel> members)
    {
        if (Find(_record, Attributes + "ElementOrderAttribute") is not { } attribute)
        {
            return [];
        }

        var order = attribute.ConstructorArguments[0].Values.Select(static name => (string)name.Value!).ToList();
        if (!order.OrderBy(static name => name).SequenceEqual(members.Select(static member => member.Property).OrderBy(static name => name)))
        {
            Report(Rules.BadElementOrder, _record, _record.Name);
            return [];
        }

        return order;
    }

    private void Report(string id, ISymbol where, params string[] arguments) => _diagnostics.Add(new(id, LocationModel.From(where), new(arguments)));

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    public static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == attribute);
}
