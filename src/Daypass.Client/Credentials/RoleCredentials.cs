using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Sts;

namespace Daypass.Client.Credentials;

/// <summary>A profile with a <c>role_arn</c>: the role is assumed with the credentials of another profile or source.</summary>
internal static class RoleCredentials
{
    // The longest session a role may be asked for an MFA session to outlive.
    private const int MfaSessionSeconds = 12 * 3600;

    // A session that is made with another session lasts an hour at most: role chaining, and an MFA session counts as one.
    private const int LongestChained = 3600;

    /// <summary>True when the profile names a role to be assumed with keys.</summary>
    public static bool AppliesTo(Profile? profile) => profile?.Get("role_arn") is not null && profile.Get("web_identity_token_file") is null;

    /// <summary>The role's session.</summary>
    public static ClientResult<CredentialSource> Find(CredentialChain chain, ClientSettings settings, CredentialTools tools)
    {
        var caller = chain.FindRoleSource(settings);
        if (!caller.Succeeded)
        {
            return caller.Error;
        }

        var profile = settings.Profile!;
        var parameters = CreateParameters(settings, profile);
        if (!parameters.Succeeded)
        {
            return parameters.Error;
        }

        var serial = profile.Get("mfa_serial");
        Func<ClientResult<MapValue>>? proof = null;
        var apart = settings.ReadChoice(null, "mfa_session", ["true", "false"], static word => $"'{word}' is neither true nor false.", ignoreCase: true);
        if (apart.Error is { } unclear)
        {
            return unclear;
        }

        var sharesCode = !string.Equals(apart.Value, "false", StringComparison.OrdinalIgnoreCase)
            && parameters.Value.Find("DurationSeconds") is not IntegerValue { Number: > LongestChained };
        if (serial is not null && caller.Value.IsLongTerm && sharesCode)
        {
            // One MFA session serves every role that is assumed with the same keys.
            caller = FindMfaSession(settings, tools, caller.Value, serial);
            if (!caller.Succeeded)
            {
                return caller.Error;
            }
        }
        else if (serial is not null)
        {
            parameters.Value.Set("SerialNumber", serial);
            proof = () => AskForCode(settings, tools, serial);
        }

        var source = caller.Value;
        return new SessionRequest(settings, tools, AssumeRoleRequest.Operation, parameters.Value)
        {
            Source = $"role {profile.Get("role_arn")} of profile {profile.Name}",
            StepsBefore = source.Steps,
            Caller = source.Identity,
            Signer = source.Get,
            Proof = proof,
            AsksAgain = AsksAgain(settings, tools),
        }.Prepare();
    }

    private static ClientResult<CredentialSource> FindMfaSession(ClientSettings settings, CredentialTools tools, CredentialSource keys, string serial)
    {
        var parameters = new MapValue()
            .Set("DurationSeconds", Value.From((long)MfaSessionSeconds))
            .Set("SerialNumber", serial);
        return new SessionRequest(settings, tools, GetSessionTokenRequest.Operation, parameters)
        {
            Source = $"an MFA session of {serial}",
            StepsBefore = keys.Steps,
            Caller = keys.Identity,
            Signer = keys.Get,
            Proof = () => AskForCode(settings, tools, serial),
            AsksAgain = AsksAgain(settings, tools),
        }.Prepare();
    }

    // A program would say the same again.
    private static bool AsksAgain(ClientSettings settings, CredentialTools tools) => tools.MfaAsksAPerson && settings.Profile?.Get("mfa_process") is null;

    private static ClientResult<MapValue> AskForCode(ClientSettings settings, CredentialTools tools, string serial)
    {
        var command = settings.Profile?.Get("mfa_process");
        var code = command is null ? tools.Mfa(serial) : tools.Run(CommandWords.Split(command));
        return code.Succeeded ? new MapValue().Set("TokenCode", code.Value.Trim()) : code.Error;
    }

    private static ClientResult<MapValue> CreateParameters(ClientSettings settings, Profile profile)
    {
        var parameters = new MapValue()
            .Set("RoleArn", profile.Get("role_arn")!)
            .Set("RoleSessionName", SessionName.Choose(profile.Get("role_session_name"), settings.Environment));
        if (SessionParameters.AddDuration(parameters, settings) is { } wrong)
        {
            return wrong;
        }

        parameters.SetIfPresent("ExternalId", profile.Get("external_id") is { Length: > 0 } id ? id : null);
        parameters.SetIfPresent("SourceIdentity", profile.Get("source_identity") is { Length: > 0 } identity ? identity : null);
        return SessionParameters.Add(parameters, profile, settings.Environment) is { } error ? error : parameters;
    }
}
