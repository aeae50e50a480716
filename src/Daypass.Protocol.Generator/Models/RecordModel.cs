namespace Daypass.Protocol.Generator.Models;

/// <summary>Everything the emitters need to know about one attributed record; equal to another by value.</summary>
internal sealed record RecordModel(
    string Namespace,
    string Name,
    string Summary,
    OperationModel? Operation,
    bool IsInput,
    bool IsOutput,
    bool IsResult,
    EquatableArray<MemberModel> Members,
    EquatableArray<string> ElementOrder,
    EquatableArray<DiagnosticModel> Diagnostics)
{
    /// <summary>True when the record derives from another record.</summary>
    public bool IsDerived { get; init; }

    /// <summary>The members in the order an answer writes them.</summary>
    public IEnumerable<MemberModel> Written =>
        ElementOrder.Count == 0 ? Members : ElementOrder.Select(name => Members.First(member => member.Property == name));
}

/// <summary>The operation a request record belongs to.</summary>
/// <param name="Name">The wire name.</param>
/// <param name="Service">The member of the service enum.</param>
/// <param name="Output">The full name of the answer's record; null where there is none.</param>
/// <param name="Unsigned">True when the request carries its own proof.</param>
/// <param name="Errors">The declared error codes.</param>
/// <param name="Location">Where it is declared.</param>
internal sealed record OperationModel(string Name, string Service, string? Output, bool Unsigned, EquatableArray<string> Errors, LocationModel? Location)
{
    /// <summary>How restJson1 asks for it, or null.</summary>
    public string? Http { get; init; }
}
