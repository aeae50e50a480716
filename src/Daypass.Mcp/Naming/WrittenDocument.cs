using Daypass.JmesPath.Values;
using Daypass.Policy.Language;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Naming;

/// <summary>A policy document among the parameters of a call.</summary>
/// <param name="Member">The parameter it stands in.</param>
/// <param name="Kind">The part it plays.</param>
/// <param name="Text">The document.</param>
internal sealed record WrittenDocument(string Member, PolicyKind Kind, string Text)
{
    /// <summary>The documents of a call.</summary>
    public static IReadOnlyList<WrittenDocument> Find(OperationDescription operation, MapValue parameters)
    {
        List<WrittenDocument> found = [];
        foreach (var parameter in parameters.Members)
        {
            if (parameter.Value is TextValue { Text: var text } && IsDocument(parameter.Name, text))
            {
                found.Add(new WrittenDocument(parameter.Name, Classify(operation, parameter.Name), text));
            }
        }

        return found;
    }

    /// <summary>True for a parameter that is a policy document by its name, or by what it holds.</summary>
    public static bool IsDocument(string member, string text) =>
        member is "Policy" or "PolicyDocument" or "AssumeRolePolicyDocument"
        || (text.Contains("Statement", StringComparison.Ordinal) && JsonText.Parse(text, out _) is MapValue map && map.TryGet("Statement", out _));

    /// <summary>True when it gives something; a session policy only takes away.</summary>
    public bool Gives => Kind != PolicyKind.Session;

    private static PolicyKind Classify(OperationDescription operation, string member) => member switch
    {
        "AssumeRolePolicyDocument" => PolicyKind.Trust,
        "PolicyDocument" when operation.Name == "UpdateAssumeRolePolicy" => PolicyKind.Trust,
        "Policy" when operation.Service.Service == Service.Sts => PolicyKind.Session,
        _ => PolicyKind.Identity,
    };
}
