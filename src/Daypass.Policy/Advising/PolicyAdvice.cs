using Daypass.Policy.Language;
using Daypass.Policy.Parsing;

namespace Daypass.Policy.Advising;

/// <summary>What a policy may say and had better not.</summary>
/// <param name="Rule">The rule's id, for example <c>shared-issuer</c>.</param>
/// <param name="IsRefusedWhenStrict">True when strangers may get in who hold a token of the same issuer: AWS saves the document, a server that is strict
/// about trust does not.</param>
/// <param name="Message">One sentence: what is wrong and what to write instead.</param>
/// <param name="Position">The statement or condition meant.</param>
public sealed record PolicyAdvice(string Rule, bool IsRefusedWhenStrict, string Message, TextPosition Position)
{
    /// <summary>An issuer that serves many organizations is trusted without a claim that says which.</summary>
    public const string SharedIssuer = "shared-issuer";

    /// <summary>An identity provider is trusted whatever the subject.</summary>
    public const string AnySubject = "any-subject";

    /// <summary>ForAllValues in an Allow holds when the key is absent.</summary>
    public const string ForAllValues = "for-all-values-in-allow";

    /// <summary>Another account, a service or everybody is trusted without a condition.</summary>
    public const string UnconditionalTrust = "unconditional-trust";

    /// <summary>A condition or variable names a key no request can carry.</summary>
    public const string UnknownKey = "unknown-key";

    /// <summary>A multivalued key is tested without ForAllValues or ForAnyValue.</summary>
    public const string MissingSetOperator = "missing-set-operator";

    /// <summary>Advice for a document, in text order; empty for a document whose structure is broken.</summary>
    /// <param name="json">The document.</param>
    /// <param name="kind">The part it is to play.</param>
    /// <param name="ownAccount">The account it is to be saved in, so that trusting it is not called foreign; null when not known.</param>
    public static IReadOnlyList<PolicyAdvice> FindAll(string json, PolicyKind kind, string? ownAccount = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!PolicyReader.TryRead(json, out var document, out _))
        {
            return [];
        }

        var advice = new List<PolicyAdvice>();
        foreach (var statement in document.Statements)
        {
            if (kind == PolicyKind.Trust)
            {
                TrustAdvice.Add(statement, ownAccount, advice);
            }

            ConditionAdvice.Add(statement, document.HasVariables, advice);
        }

        return advice;
    }
}
