using Daypass.Policy.Language;
using Daypass.Policy.Parsing;

namespace Daypass.Policy.Validation;

/// <summary>What IAM refuses when a document is saved, in IAM's words; apart from evaluation, which takes any document.</summary>
public static class PolicyChecker
{
    /// <summary>The first fault of a document for the part it is to play, or null when it may be saved. Sizes are <see cref="PolicyQuotas"/>.</summary>
    public static PolicyFault? Check(string json, PolicyKind kind)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!PolicyReader.TryRead(json, out var document, out var fault))
        {
            // Trust and session policies go through AWS's newer parser, which says that it is the JSON that is broken.
            return fault.Message == PolicyReader.InvalidJson && kind is not (PolicyKind.Trust or PolicyKind.Session)
                ? fault with { Message = PolicyReader.SyntaxErrors }
                : fault;
        }

        return DocumentRules.Check(document, kind);
    }
}
