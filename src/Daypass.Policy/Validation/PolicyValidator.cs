using Daypass.Policy.Advising;
using Daypass.Policy.Language;
using Daypass.Policy.Parsing;

namespace Daypass.Policy.Validation;

/// <summary>What IAM, STS and Organizations refuse when a document is saved, in their words; apart from evaluation, which takes any document.</summary>
public static class PolicyValidator
{
    private const string MalformedForOrganizations = "MalformedPolicyDocumentException";

    /// <summary>The first fault of a document for the part it is to play, or null when it may be saved. Sizes are <see cref="PolicyQuotas"/>.</summary>
    /// <param name="json">The document.</param>
    /// <param name="kind">The part.</param>
    /// <param name="trust">What the operator changed for trust policies; AWS's rules when null.</param>
    public static PolicyFault? Validate(string json, PolicyKind kind, TrustRules? trust = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        trust ??= TrustRules.Default;
        var fault = !PolicyReader.TryRead(json, out var document, out var broken) ? Translate(broken, kind)
            : DocumentRules.Validate(document, kind, trust) ?? (kind == PolicyKind.Trust && trust.IsStrict ? FindOpenTrust(json) : null);

        // Organizations has one sentence for whatever is wrong.
        return fault is not null && kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl
            ? new PolicyFault(MalformedForOrganizations, PrincipalRules.WrongForType, fault.Position)
            {
                Detail = fault.Message == PrincipalRules.WrongForType ? fault.Detail : $"{fault.Message} {fault.Detail}".TrimEnd(),
            }
            : fault;
    }

    // Trust and session policies go through AWS's newer parser, which says that it is the JSON that is broken.
    private static PolicyFault Translate(PolicyFault fault, PolicyKind kind) =>
        fault.Message == PolicyReader.InvalidJson && kind is not (PolicyKind.Trust or PolicyKind.Session)
            ? fault with { Message = PolicyReader.SyntaxErrors }
            : fault;

    private static PolicyFault? FindOpenTrust(string json)
    {
        foreach (var advice in PolicyAdvice.FindAll(json, PolicyKind.Trust))
        {
            if (advice.IsRefusedWhenStrict)
            {
                return DocumentRules.Malformed(advice.Message, advice.Position) with { Detail = advice.Rule };
            }
        }

        return null;
    }
}
