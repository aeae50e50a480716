namespace Daypass.Protocol.Generator.Models;

/// <summary>One property of an attributed record.</summary>
internal sealed record MemberModel(string Property, string WireName, string Kind, string Type, string ElementKind, string ElementType)
{
    /// <summary>True for <c>required</c> properties.</summary>
    public bool Required { get; init; }

    /// <summary>True when the property may be null.</summary>
    public bool Nullable { get; init; }

    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    public int? ElementMinimum { get; init; }

    public int? ElementMaximum { get; init; }

    public string? Pattern { get; init; }

    public EquatableArray<string> Values { get; init; }

    public bool Sensitive { get; init; }

    public bool Unrecorded { get; init; }

    /// <summary>True when the value is printed nowhere.</summary>
    public bool Secret => Sensitive || Unrecorded;

    public bool PercentEncoded { get; init; }

    public bool Milliseconds { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>The method of readers and writers for this kind.</summary>
    public string Method => Kind switch
    {
        "List" => ElementKind == "Structure" ? "Structures" : "Texts",
        "Map" => ElementKind == "Structure" ? "StructureMap" : "Map",
        _ => Kind,
    };
}
