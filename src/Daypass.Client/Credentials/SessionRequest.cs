using Daypass.Client.Cache;
using Daypass.Client.Calls;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Credentials;

/// <summary>Asks STS for a session on behalf of a profile, through the cache: who asks, where, and for what decide which entry serves.</summary>
internal sealed class SessionRequest(ClientSettings settings, CredentialTools tools, OperationDescription operation, MapValue parameters)
{
    private const int MostCodes = 3;
    private const string WrongCode = "MultiFactorAuthentication failed with invalid MFA one time pass code";

    /// <summary>What stands in the profile behind the session; part of every error text.</summary>
    public required string Source { get; init; }

    /// <summary>How the caller got there; the session is one step more.</summary>
    public IReadOnlyList<string> StepsBefore { get; init; } = [];

    /// <summary>The identity of the caller; null for operations that need no signature.</summary>
    public string? Caller { get; init; }

    /// <summary>Parameters that prove something once and shape nothing, an MFA code for example; asked for when a call is really made.</summary>
    public Func<ClientResult<MapValue>>? Proof { get; init; }

    /// <summary>True when a refused proof is asked for again: a code that was mistyped.</summary>
    public bool AsksAgain { get; init; }

    /// <summary>Who signs; asked for when a call is really made.</summary>
    public Func<ClientResult<AwsCredentials>>? Signer { get; init; }

    /// <summary>The source whose credentials are the session.</summary>
    public ClientResult<CredentialSource> Prepare()
    {
        var endpoint = EndpointResolver.Resolve(settings, Service.Sts, signed: Signer is not null);
        if (!endpoint.Succeeded)
        {
            return endpoint.Error;
        }

        var key = CacheKey.Create(
            operation.Name,
            endpoint.Value.Url.AbsoluteUri,
            endpoint.Value.SigningRegion,
            Caller ?? string.Empty,
            JsonText.Write(parameters, JsonStyle.Compact));
        return new CredentialSource("session:" + key.Text, () => tools.Cache.GetOrAdd(key, () => Send(endpoint.Value), settings.ProfileName))
        {
            Steps = [.. StepsBefore, Source],
        };
    }

    /// <summary>Asks for the session at once and keeps it nowhere.</summary>
    public ClientResult<AwsCredentials> Send()
    {
        var endpoint = EndpointResolver.Resolve(settings, Service.Sts, signed: Signer is not null);
        return endpoint.Succeeded ? Send(endpoint.Value) : endpoint.Error;
    }

    private ClientResult<AwsCredentials> Send(ServiceEndpoint endpoint)
    {
        AwsCredentials? signer = null;
        for (var attempt = 1; ; attempt++)
        {
            var all = Prove();
            if (!all.Succeeded)
            {
                return all.Error;
            }

            if (Signer is not null && signer is null)
            {
                var found = Signer();
                if (!found.Succeeded)
                {
                    return found.Error;
                }

                signer = found.Value;
            }

            var client = new ServiceClient(endpoint, tools.Http, settings.Environment.Clock)
            {
                Connection = tools.Connection with { Proxy = ProxySettings.Find(endpoint.Url, settings.Environment) },
                Trace = settings.Environment.Trace,
            };
            var answer = client.Send(new ServiceCall(operation, all.Value), signer);
            if (answer.Succeeded)
            {
                return ReadCredentials(answer.Value.Result);
            }

            if (!AsksAgain || attempt == MostCodes
                || answer.Error.ServiceError?.Message?.StartsWith(WrongCode, StringComparison.Ordinal) is not true)
            {
                return answer.Error;
            }
        }
    }

    // The parameters, with what proves something once.
    private ClientResult<MapValue> Prove()
    {
        var all = new MapValue();
        foreach (var member in parameters.Members)
        {
            all.Set(member.Name, member.Value);
        }

        var proof = Proof?.Invoke() ?? new MapValue();
        foreach (var member in proof.Value?.Members ?? [])
        {
            all.Set(member.Name, member.Value);
        }

        return proof.Succeeded ? all : proof.Error;
    }

    private ClientResult<AwsCredentials> ReadCredentials(MapValue result)
    {
        var who = (result.FindText("Subject") ?? result.FindText("SubjectFromWebIdentityToken"), result.FindText("Issuer") ?? result.FindText("Provider"));
        var source = who is ({ } subject, { } issuer) ? $"{Source} as {subject} of {issuer}" : Source;
        if (AwsCredentials.FromValue(result.Find("Credentials"), source) is not { SessionToken: not null, Expiration: not null } credentials)
        {
            return ClientError.General($"The answer to {operation.Name} holds no credentials.");
        }

        if (ProvidedCredentials.CheckEnd(credentials, settings.Environment.Clock) is { } ended)
        {
            return ended;
        }

        var arn = (result.Find("AssumedRoleUser") ?? result.Find("FederatedUser") ?? result.Find("SessionInfo"))?.FindText("Arn");
        return credentials with { AccountId = arn?.Split(':') is { Length: > 4 } parts ? parts[4] : null };
    }
}
