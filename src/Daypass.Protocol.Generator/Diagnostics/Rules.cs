using Microsoft.CodeAnalysis;

namespace Daypass.Protocol.Generator.Diagnostics;

/// <summary>What the generator refuses. A number is never reused; docs/generator-diagnostics.md explains each.</summary>
internal static class Rules
{
    public const string NotPartial = "DPG001";
    public const string NotPlainRecord = "DPG002";
    public const string UnsupportedType = "DPG003";
    public const string UnmarkedStructure = "DPG004";
    public const string MisplacedConstraint = "DPG005";
    public const string EmptyRange = "DPG006";
    public const string DuplicateOperation = "DPG007";
    public const string UnmarkedResult = "DPG008";
    public const string NoSummary = "DPG009";
    public const string DuplicateMember = "DPG010";
    public const string BadElementOrder = "DPG011";
    public const string NotInit = "DPG012";
    public const string ConstraintTwice = "DPG013";

    private static readonly Dictionary<string, DiagnosticDescriptor> All = new[]
    {
        Rule(NotPartial, "An attributed record is partial", "{0} has to be partial, or its generated half has nowhere to go"),
        Rule(NotPlainRecord, "An attributed type is a sealed record class at the top of a namespace",
            "{0} has to be a sealed, non-generic record class that is not nested"),
        Rule(UnsupportedType, "A member has a type the wire knows", "{0} is of type {1}, which has no form on this side of the wire"),
        Rule(UnmarkedStructure, "A nested record carries the attribute of its side", "{0} refers to {1}, which lacks [{2}]"),
        Rule(MisplacedConstraint, "A constraint suits the type of its member", "[{1}] says nothing about {0}"),
        Rule(EmptyRange, "A range is not empty", "[{1}] on {0} has a minimum above its maximum"),
        Rule(DuplicateOperation, "An operation is declared once", "{0} is declared by {1} and by {2}"),
        Rule(UnmarkedResult, "The record of an answer is marked as one", "The Output of {0} lacks [OperationOutput]"),
        Rule(NoSummary, "Operations and parameters say what they are", "{0}; --help, the tool schema and the docs are made from summaries"),
        Rule(DuplicateMember, "Names on the wire are unique in a record", "Two properties of {0} are called {1} on the wire"),
        Rule(BadElementOrder, "An element order names every property once", "[ElementOrder] of {0} has to name each property once"),
        Rule(NotInit, "Members are set once", "{0} needs a get and an init accessor"),
        Rule(ConstraintTwice, "A constraint is said once", "{0} has [{1}] twice: on itself or on one of its shapes"),
    }.ToDictionary(static rule => rule.Id);

    /// <summary>Every id in order.</summary>
    public static IEnumerable<string> Ids => All.Keys.OrderBy(static id => id, StringComparer.Ordinal);

    public static DiagnosticDescriptor ById(string id) => All[id];

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "Daypass.Protocol", DiagnosticSeverity.Error, isEnabledByDefault: true,
            helpLinkUri: "https://github.com/daypass/daypass/blob/main/docs/generator-diagnostics.md");
}
