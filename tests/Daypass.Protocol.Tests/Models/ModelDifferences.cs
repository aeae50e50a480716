using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Tests.Models;

/// <summary>In what the catalogue differs from AWS's newest models, and why.</summary>
internal static class ModelDifferences
{
    public static IReadOnlyDictionary<string, string> Of(Service service) => service == Service.Sts ? Sts : Iam;

    private const string Code = "one-time codes stay out of our logs; IAM repeats no value anyway, so a caller sees no difference";
    private const string Own = "ours: session, scope down and trust policies of a simulation; no client of AWS sends them";
    private const string Whole = "what lacks one is refused by the operation, in the words that were recorded";

    private const string Context = "documented, and later than the model of this package";

    private static readonly Dictionary<string, string> Sts = new(StringComparer.Ordinal)
    {
        ["Credentials.SessionToken is sensitive"] = "who has a session's secret and token is the session, so neither is printed",
    };

    private static readonly Dictionary<string, string> Iam = new(StringComparer.Ordinal)
    {
        ["CreateOpenIDConnectProviderRequest.ContextProvider is not in the model"] = Context,
        ["CreateSAMLProviderRequest.ContextProvider is not in the model"] = Context,
        ["EnableMFADeviceRequest.AuthenticationCode1 is sensitive"] = Code,
        ["EnableMFADeviceRequest.AuthenticationCode2 is sensitive"] = Code,
        ["GetOpenIDConnectProviderResponse.ContextProvider is not in the model"] = Context,
        ["GetSAMLProviderResponse.ContextProvider is not in the model"] = Context,
        ["InlinePolicyIdentifierType.AttachmentName is not required"] = Whole,
        ["InlinePolicyIdentifierType.AttachmentType is not required"] = Whole,
        ["InlinePolicyIdentifierType.PolicyName is not required"] = Whole,
        ["ResyncMFADeviceRequest.AuthenticationCode1 is sensitive"] = Code,
        ["ResyncMFADeviceRequest.AuthenticationCode2 is sensitive"] = Code,
        ["ServiceFailure is declared by no operation"] = "this server has InternalFailure for what is its own fault",
        ["SimulateCustomPolicyRequest.ScopePolicyInputList is not in the model"] = Own,
        ["SimulateCustomPolicyRequest.SessionPolicyInputList is not in the model"] = Own,
        ["SimulateCustomPolicyRequest.TrustPolicy is not in the model"] = Own,
        ["SimulatePrincipalPolicyRequest.ScopePolicyInputList is not in the model"] = Own,
        ["SimulatePrincipalPolicyRequest.SessionPolicyInputList is not in the model"] = Own,
        ["SimulatePrincipalPolicyRequest.TrustPolicy is not in the model"] = Own,
        ["UpdateOpenIDConnectProvider is not in the model"] = Context,
        ["UpdateSAMLProviderRequest.ContextProvider is not in the model"] = Context,
        ["UpdateSAMLProviderRequest.RemoveContextProvider is not in the model"] = Context,
    };
}
