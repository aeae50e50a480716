using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Sts;

namespace Daypass.Client.Credentials;

/// <summary>Credentials that a policy makes narrower, whatever they are: a session by GetScopedCredentials, a user's keys by GetSessionToken before.</summary>
public static class ScopedCredentials
{
    private const int LongestDescription = 256;

    /// <summary>The narrower credentials, kept in the cache like any session.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="tools">What asking may need.</param>
    /// <param name="wide">The credentials that are made narrower.</param>
    /// <param name="policy">The scope down policy.</param>
    /// <param name="description">What they are for, for the service's record.</param>
    public static ClientResult<PreparedCredentials> Prepare(
        ClientSettings settings, CredentialTools tools, PreparedCredentials wide, string policy, string description)
    {
        if (wide.Source is not { } source)
        {
            // Getting them says that there are none.
            return wide;
        }

        var session = FindSession(settings, tools, source);
        if (!session.Succeeded)
        {
            return session.Error;
        }

        var parameters = new MapValue()
            .Set("Policy", policy)
            .Set("ScopedSessionDescription", description[..Math.Min(description.Length, LongestDescription)]);
        var scoped = new SessionRequest(settings, tools, GetScopedCredentialsRequest.Operation, parameters)
        {
            Source = "a scope for " + description,
            StepsBefore = source.Steps,
            Caller = source.Identity,
            Signer = session.Value,
        }.Prepare();
        return scoped.Succeeded ? new PreparedCredentials(scoped.Value) : scoped.Error;
    }

    /// <summary>What gets a session: the source's own, or one of GetSessionToken when its credentials turn out to be long-term keys.</summary>
    private static ClientResult<Func<ClientResult<AwsCredentials>>> FindSession(ClientSettings settings, CredentialTools tools, CredentialSource source)
    {
        var own = new SessionRequest(settings, tools, GetSessionTokenRequest.Operation, new MapValue())
        {
            Source = "a session of the keys",
            StepsBefore = source.Steps,
            Caller = source.Identity,
            Signer = source.Get,
        }.Prepare();
        if (!own.Succeeded)
        {
            return own.Error;
        }

        return new Func<ClientResult<AwsCredentials>>(() => source.Get() is { Succeeded: true, Value.SessionToken: null } ? own.Value.Get() : source.Get());
    }
}
