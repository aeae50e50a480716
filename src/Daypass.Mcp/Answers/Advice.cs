using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Answers;

/// <summary>Turns errors into refusals: the error's name, its sentence, and what an agent had better do next.</summary>
internal static class Advice
{
    private const string CheckConnection = "Call TestAwsConnectionTool with command TestConnection to see which address and profile are in use, then tell "
        + "the user what it says.";

    /// <summary>The refusal of an error.</summary>
    public static Refusal For(ClientError error)
    {
        var name = error.Code ?? "ClientError";
        var message = error.ServiceError is { Message: { } said } ? said : error.Message;
        return new Refusal(name, error.Advice is { } advice ? $"{message} {advice}" : message, Next(error, name)) { Status = error.ServiceError?.Status };
    }

    /// <summary>The refusal of a call's error, with what is particular to that call.</summary>
    public static Refusal For(ClientError error, OperationDescription operation, MapValue parameters)
    {
        var refusal = For(error);
        return Particular(refusal, operation, parameters) is { } next ? refusal with { Next = next } : refusal;
    }

    private static string? Particular(Refusal refusal, OperationDescription operation, MapValue parameters) => refusal.Name switch
    {
        "AccessDenied" when refusal.Message.Contains("MultiFactorAuthentication", StringComparison.OrdinalIgnoreCase)
            || refusal.Message.Contains("one time pass code", StringComparison.OrdinalIgnoreCase)
            || refusal.Message.Contains("MFA", StringComparison.Ordinal) =>
            "The MFA code was wrong, or used before. Ask the user for a fresh one, wait until the device shows it, and call again with it as TokenCode.",
        "AccessDenied" when parameters.TryGet("TokenCode", out _) && operation.Name == "AssumeRole" =>
            "If the MFA code may have been wrong, ask the user for a fresh one and call once more. Otherwise compare the role's trust policy with what the "
            + "message says is missing (IAMTool GetRole).",
        "InvalidIdentityToken" or "InvalidParameterValue" or "ValidationError" when parameters.TryGet("ProviderId", out _) =>
            "Leave ProviderId out: it is only for OAuth 2.0 providers like www.amazon.com, never for OpenID Connect tokens. Then call again.",
        "InvalidIdentityToken" when refusal.Message.Contains("No OpenIDConnect provider", StringComparison.OrdinalIgnoreCase) =>
            "The account has no provider for the token's issuer. Compare the issuer with IAMTool ListOpenIDConnectProviders; an administrator may have to call "
            + "CreateOpenIDConnectProvider. A fresh token does not help.",
        "InvalidIdentityToken" when operation.Name == "AssumeRoleWithSAML" =>
            "Compare PrincipalArn with IAMTool ListSAMLProviders and with the provider in the response; a response is good for five "
            + "minutes, so get a fresh one.",
        "ValidationError" when operation.Name == "GetAccessKeyInfo" =>
            "This is no access key id of a real account; ids in documentation (AKIAIOSFODNN7EXAMPLE) are none. Pass "
            + "the id of a key, for example from ListAccessKeys.",
        "NoSuchEntity" when refusal.Message.Contains("OpenIDConnect", StringComparison.OrdinalIgnoreCase) =>
            "List the providers (IAMTool ListOpenIDConnectProviders) and use one of them, or create it.",
        _ => null,
    };

    private static string Next(ClientError error, string name) => name switch
    {
        "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" =>
            "Do not retry unchanged. If the message carries an encoded authorization message, call DecodeAuthorizationMessage with it; if it carries an "
            + "authorization id, tell the user that daypass decode ID shows what was evaluated; otherwise compare "
            + "the role's trust policy and the caller's policies (IAMTool GetRole, ListAttachedUserPolicies) with what the message says is missing, and "
            + "tell the user which statement has to change.",
        "ExpiredToken" or "ExpiredTokenException" =>
            "The credentials or the token have ended. For a session handle, call the command that issued it again and use the new handle; for a profile, "
            + "call SessionTool RefreshCredentials; for an identity provider's token, get a fresh one.",
        "InvalidSessionHandle" => "Use a handle from an earlier answer (data.session) or from SessionTool GetSession, or call the issuing command again.",
        "InvalidClientTokenId" or "SignatureDoesNotMatch" or "UnrecognizedClientException" or "MissingAuthenticationToken" =>
            "The credentials are not known at this address. " + CheckConnection,
        "NoCredentials" => "Call SessionTool ListProfiles and SetSession with one of them, or ask the user to sign in with: daypass login PROFILE",
        "NoRegion" => "Call SessionTool SetSession with AwsRegion, for example us-east-1.",
        "ValidationError" or "ParamValidation" or "InvalidInput" => "Correct the parameters the message names and call again.",
        "PackedPolicyTooLarge" or "PackedPolicyTooLargeException" => "Shorten Policy, or name managed policies in PolicyArns instead, or pass fewer Tags.",
        "InvalidSubjectCredentials" or "InvalidSubjectCredentialsException" =>
            "Only sessions can be made narrower: call GetSessionToken (or AssumeRole), then this again with its handle as \"session\".",
        "InsufficientSessionLifetime" or "InsufficientSessionLifetimeException" =>
            "Ask for fewer seconds, or leave DurationSeconds out: the credentials then end with the session that asks.",
        "MalformedPolicyDocument" or "MalformedPolicyDocumentException" => "Correct the JSON policy document; the message says where it is wrong.",
        "IDPCommunicationError" =>
            "Often transient: call once more in a moment; if it fails again, tell the user that the identity provider cannot be reached from the service.",
        "InvalidIdentityToken" or "IDPRejectedClaim" => "Get a fresh token from the identity provider; do not retry with this one.",
        "InvalidAuthorizationMessageException" => "Pass the encoded text exactly as the error message printed it, without the words around it.",
        "NoSuchEntity" => "List what there is (for example IAMTool ListRoles or ListUsers) and use an existing name.",
        "EntityAlreadyExists" => "Use the existing one, or another name.",
        "OutboundWebIdentityFederationDisabledException" =>
            "An administrator of the account has to enable it first: IAMTool EnableOutboundWebIdentityFederation.",
        _ when error.Kind == ClientErrorKind.Service => "Read the message; do not retry unchanged.",
        _ => CheckConnection,
    };
}
