using Daypass.Protocol.Generator.Diagnostics;
using Daypass.Protocol.Generator.Models;
using Microsoft.CodeAnalysis;

namespace Daypass.Protocol.Generator.Reading;

/// <summary>Turns a property into its model.</summary>
internal sealed class MemberReading(bool isInput, bool isOutput, bool isDocumented, MemberReading.Reporter report)
{
    private const string Shape = RecordReading.Attributes + "ShapeAttribute";

    public delegate void Reporter(string id, ISymbol where, params string[] arguments);

    public MemberModel? Read(IPropertySymbol property, CancellationToken cancelled)
    {
        var (kind, elementKind, structure) = Kind(Bare(property.Type));
        var type = Bare(property.Type);
        if (kind is null || (isInput && (kind is "Blob" or "Document" || elementKind is "Document")) || (kind is "Map" && !IsMapOfSide(elementKind!)))
        {
            report(Rules.UnsupportedType, property, property.Name, property.Type.ToDisplayString());
            return null;
        }

        if (property.SetMethod is not { IsInitOnly: true })
        {
            report(Rules.NotInit, property, property.Name);
        }

        CheckStructure(property, structure);
        CheckShape(property);
        var member = new MemberModel(
            property.Name,
            Text(property, "WireName") ?? property.Name,
            kind,
            Full(type),
            elementKind ?? "",
            kind is "List" ? Full(((INamedTypeSymbol)type).TypeArguments[0]) : kind is "Map" ? Full(((INamedTypeSymbol)type).TypeArguments[1]) : "")
        {
            Required = property.IsRequired,
            Nullable = property.NullableAnnotation == NullableAnnotation.Annotated
                || property.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T,
            Pattern = Text(property, "Pattern"),
            Values = new(Values(property)),
            Sensitive = Has(property, "Sensitive"),
            Unrecorded = Has(property, "Unrecorded"),
            PercentEncoded = Has(property, "PercentEncoded"),
            Milliseconds = Has(property, "Milliseconds"),
            Summary = Summaries.Read(property, cancelled),
        };
        if (isInput && isDocumented && member.Summary.Length == 0)
        {
            report(Rules.NoSummary, property, property.ContainingType.Name + "." + property.Name + " has no summary");
        }

        return Constrain(property, member);
    }

    private MemberModel Constrain(IPropertySymbol property, MemberModel member)
    {
        var isText = member.Kind == "Text" || member.ElementKind == "Text";
        Expect(property, isText, "Length", "Pattern", "OneOf", "PercentEncoded");
        Expect(property, member.Kind == "Integer", "Between");
        Expect(property, member.Kind == "List", "Count");
        Expect(property, member.Kind == "Timestamp", "Milliseconds");
        var length = Range(property, "Length");
        return member.Kind switch
        {
            "Integer" => With(member, Range(property, "Between")),
            "List" => With(member, Range(property, "Count")) with { ElementMinimum = length?.Minimum, ElementMaximum = Bounded(length?.Maximum) },
            _ => With(member, length),
        };
    }

    private static MemberModel With(MemberModel member, (int Minimum, int Maximum)? range) =>
        member with { Minimum = range?.Minimum, Maximum = Bounded(range?.Maximum) };

    private static int? Bounded(int? maximum) => maximum == int.MaxValue ? null : maximum;

    private void Expect(IPropertySymbol property, bool suits, params string[] attributes)
    {
        foreach (var attribute in attributes.Where(attribute => !suits && Has(property, attribute)))
        {
            report(Rules.MisplacedConstraint, property, property.Name, attribute);
        }
    }

    private (int Minimum, int Maximum)? Range(IPropertySymbol property, string attribute)
    {
        if (Find(property, attribute) is not { } data)
        {
            return null;
        }

        var minimum = (int)data.ConstructorArguments[0].Value!;
        var maximum = (int)data.ConstructorArguments[1].Value!;
        if (minimum > maximum)
        {
            report(Rules.EmptyRange, property, property.Name, attribute);
        }

        return (minimum, maximum);
    }

    private void CheckStructure(IPropertySymbol property, ITypeSymbol? structure)
    {
        if (structure is null)
        {
            return;
        }

        if (isInput && !RecordReading.Has(structure, RecordReading.QueryInput))
        {
            report(Rules.UnmarkedStructure, property, property.Name, structure.Name, "QueryInput");
        }

        if (isOutput && !RecordReading.Has(structure, RecordReading.QueryOutput))
        {
            report(Rules.UnmarkedStructure, property, property.Name, structure.Name, "QueryOutput");
        }
    }

    private static (string? Kind, string? ElementKind, ITypeSymbol? Structure) Kind(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named)
        {
            return default;
        }

        if (Simple(named) is { } simple)
        {
            return (simple, null, null);
        }

        switch (named.OriginalDefinition.ToDisplayString())
        {
            case "System.Collections.Generic.IReadOnlyList<T>" when named.TypeArguments[0] is INamedTypeSymbol element:
                return Simple(element) is { } kind
                    ? (kind == "Text" ? "List" : null, kind, null)
                    : element.IsRecord ? ("List", "Structure", element) : default;
            case "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>":
                return named.TypeArguments[0].SpecialType == SpecialType.System_String && named.TypeArguments[1] is INamedTypeSymbol value
                    ? Simple(value) switch
                    {
                        "Text" => ("Map", "Text", null),
                        "Integer" => ("Map", "Integer", null),
                        "Document" => ("Map", "Document", null),
                        null when value.IsRecord => ("Map", "Structure", value),
                        _ => default,
                    }
                    : default;
            default:
                return named.IsRecord ? ("Structure", null, named) : default;
        }
    }

    // Requests have no maps of integers, and answers none of structures.
    private bool IsMapOfSide(string elementKind) => !(isInput && elementKind is "Integer") && !(isOutput && elementKind is "Structure");

    private static string? Simple(INamedTypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => "Text",
        SpecialType.System_Int32 => "Integer",
        SpecialType.System_Boolean => "Boolean",
        _ => type.ToDisplayString() switch
        {
            "System.DateTimeOffset" => "Timestamp",
            "System.ReadOnlyMemory<byte>" => "Blob",
            "Daypass.Protocol.Answers.RawJson" => "Document",
            _ => null,
        },
    };

    private static ITypeSymbol Bare(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    private static string Full(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static bool Has(IPropertySymbol property, string attribute) => Find(property, attribute) is not null;

    private static string? Text(IPropertySymbol property, string attribute) => Find(property, attribute)?.ConstructorArguments[0].Value as string;

    private static IEnumerable<string> Values(IPropertySymbol property) =>
        Find(property, "OneOf")?.ConstructorArguments[0].Values.Select(static value => (string)value.Value!) ?? [];

    private static AttributeData? Find(IPropertySymbol property, string attribute) =>
        Constraints(property).FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == RecordReading.Attributes + attribute + "Attribute");

    /// <summary>A constraint that the member has twice would silently lose one of its two values.</summary>
    private void CheckShape(IPropertySymbol property)
    {
        foreach (var twice in Constraints(property).GroupBy(static data => data.AttributeClass!.Name).Where(static group => group.Count() > 1))
        {
            report(Rules.ConstraintTwice, property, property.Name, twice.Key.Substring(0, twice.Key.Length - "Attribute".Length));
        }
    }

    /// <summary>The attributes on the property itself and those on the class of its shape.</summary>
    private static IEnumerable<AttributeData> Constraints(IPropertySymbol property) =>
        property.GetAttributes().Concat(property.GetAttributes()
            .Where(static data => data.AttributeClass?.BaseType?.ToDisplayString() == Shape)
            .SelectMany(static data => data.AttributeClass!.GetAttributes())
            .Where(static data => data.AttributeClass?.ContainingNamespace.ToDisplayString() + "." == RecordReading.Attributes));
}
