using Daypass.Policy.Language;

namespace Daypass.Policy.Parsing;

/// <summary>A document as it was written: structure checked, meaning not.</summary>
internal sealed class PolicyDocument
{
    public string? Version { get; set; }

    public string? Id { get; set; }

    public List<Statement> Statements { get; } = [];

    /// <summary>Only documents of this version know variables; an absent version means 2008-10-17.</summary>
    public bool HasVariables => Version == "2012-10-17";
}
