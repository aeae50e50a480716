using System.Globalization;
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
        var parameters = CreateParameters(profile, settings.Environment);
        if (!parameters.Succeeded)
        {
            return parameters.Error;
        }

        var serial = profile.Get("mfa_serial");
        Func<ClientResult<MapValue>>? proof = null;
        if (serial is not null && caller.Value.IsLongTerm && !string.Equals(profile.Get("mfa_session"), "false", StringComparison.OrdinalIgnoreCase))
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
        }.Prepare();
    }

    private static ClientResult<MapValue> AskForCode(ClientSettings settings, CredentialTools tools, string serial)
    {
        var command = settings.Profile?.Get("mfa_process");
        var code = command is null ? tools.Mfa(serial) : tools.Run(CommandWords.Split(command));
        return code.Succeeded ? new MapValue().Set("TokenCode", code.Value.Trim()) : code.Error;
    }

    private static ClientResult<MapValue> CreateParameters(Profile profile, ClientEnvironment environment)
    {
        var parameters = new MapValue()
            .Set("RoleArn", profile.Get("role_arn")!)
            .Set("RoleSessionName", SessionName.Choose(profile.Get("role_session_name"), environment));
        if (profile.Get("duration_seconds") is { Length: > 0 } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return ClientError.General($"{profile.DescribeOrigin("duration_seconds")}: '{text}' is no number of seconds");
            }

            parameters.Set("DurationSeconds", Value.From((long)seconds));
        }

        SetIfPresent(parameters, "ExternalId", profile.Get("external_id"));
        SetIfPresent(parameters, "SourceIdentity", profile.Get("source_identity"));
        return SessionParameters.Add(parameters, profile, environment) is { } error ? error : parameters;
    }

    private static void SetIfPresent(MapValue parameters, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            parameters.Set(name, value);
        }
    }
}
