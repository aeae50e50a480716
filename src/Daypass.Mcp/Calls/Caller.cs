using Daypass.Client.Calls;
using Daypass.Client.Credentials;
using Daypass.Client.Endpoints;
using Daypass.Client.Faults;
using Daypass.Client.Profiles;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Sts;

namespace Daypass.Mcp.Calls;

/// <summary>Who signs a call, and where it is sent: the profile in use, or a kept session, which is sent to no other address than the one that issued it.</summary>
internal sealed class Caller
{
    private readonly Workplace _place;
    private readonly ClientSettings _settings;
    private readonly KeptSession? _kept;
    private AwsCredentials? _credentials;

    private Caller(Workplace place, ClientSettings settings, string label, KeptSession? kept, IReadOnlyList<string> roles)
    {
        (_place, _settings, _kept) = (place, settings, kept);
        (Label, Roles) = (label, roles);
    }

    /// <summary>How people call it: <c>profile dev</c>, <c>session dps-…</c>.</summary>
    public string Label { get; }

    /// <summary>The roles it is or came through, as far as they are known.</summary>
    public IReadOnlyList<string> Roles { get; private set; }

    /// <summary>The account, once the credentials are there.</summary>
    public string? Account { get; private set; }

    /// <summary>The access key id, once the credentials are there; null for unsigned calls.</summary>
    public string? AccessKey => _credentials?.AccessKeyId;

    /// <summary>The region in use.</summary>
    public string? Region => _kept?.Region ?? _settings.Region;

    /// <summary>The caller of a handle, or of the profile in use when there is none.</summary>
    public static Outcome<Caller> Of(Workplace place, string? handle)
    {
        var settings = place.Settings();
        if (!settings.Succeeded)
        {
            return settings.Fault;
        }

        if (handle is null)
        {
            return new Caller(place, settings.Value, "profile " + settings.Value.ProfileName, null, RoleChain.OfProfile(settings.Value));
        }

        var kept = place.Sessions.Find(handle);
        return kept.Succeeded ? Of(place, settings.Value, "session " + handle, kept.Value) : kept.Fault;
    }

    /// <summary>A caller whose session has just been issued.</summary>
    public Caller As(string label, KeptSession session) => Of(_place, _settings, label, session);

    /// <summary>Where a service's calls are sent.</summary>
    public Outcome<ServiceEndpoint> Endpoint(Service service, bool signed)
    {
        var configured = EndpointResolver.Resolve(_settings, service, signed);
        if (_kept is null)
        {
            return configured;
        }

        var here = EndpointResolver.Resolve(_settings, Service.Sts, signed: false);
        if (here.Succeeded && here.Value.Url.AbsoluteUri == _kept.Endpoint)
        {
            return configured;
        }

        return service == Service.Sts || !new Uri(_kept.Endpoint).Host.EndsWith(".amazonaws.com", StringComparison.Ordinal)
            ? new ServiceEndpoint(new Uri(_kept.Endpoint), _kept.Region, "the session, which is sent nowhere else")
            : ClientFault.General($"The session was issued at {_kept.Endpoint}, and its IAM address is not known while another address is in use.");
    }

    /// <summary>Gets the credentials, and with them the account.</summary>
    public async Task<ClientFault?> Load(MfaPrompt mfa)
    {
        if (_credentials is not null)
        {
            return null;
        }

        var found = await Task.Run(() => Find(mfa)).ConfigureAwait(false);
        if (!found.Succeeded)
        {
            return found.Fault;
        }

        _credentials = found.Value;
        Account = _credentials.AccountId ?? RoleChain.Account(_kept?.Arn) ?? (AccessKeyId.TryGetAccount(_credentials.AccessKeyId, out var account) ? account.ToString() : null);
        return null;
    }

    /// <summary>Asks the service who a caller with a session token of unknown origin is.</summary>
    /// <returns>Null, or why it could not be found out.</returns>
    public async Task<ClientFault?> Identify(List<string> calls)
    {
        if (_kept is not null || _credentials is not { SessionToken: not null })
        {
            return null;
        }

        var answer = await Send(GetCallerIdentityRequest.Operation, new MapValue(), calls).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return answer.Fault;
        }

        Account = answer.Value.Result.FindText("Account") ?? Account;
        if (RoleChain.OfSession(answer.Value.Result.FindText("Arn")) is { } role)
        {
            Roles = [.. Roles, role];
        }

        return null;
    }

    /// <summary>Sends a call.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="calls">Receives what was called.</param>
    public async Task<Outcome<ServiceAnswer>> Send(OperationDescription operation, MapValue parameters, List<string> calls)
    {
        var endpoint = Endpoint(operation.Service.Service, !operation.Unsigned);
        if (!endpoint.Succeeded)
        {
            return endpoint.Fault;
        }

        calls.Add(operation.Permission);
        var client = new ServiceClient(endpoint.Value, _place.Http, _place.Surroundings.Clock)
        {
            Connection = Workplace.Connection(_settings, endpoint.Value.Url),
            UserAgent = $"daypass-mcp/{Client.ClientVersion.Text}",
        };
        return await Task.Run(() => client.Send(new ServiceCall(operation, parameters), _credentials)).ConfigureAwait(false);
    }

    private static Caller Of(Workplace place, ClientSettings settings, string label, KeptSession kept)
    {
        var own = RoleChain.OfSession(kept.Arn);
        return new Caller(place, settings, label, kept, own is null ? kept.Roles : [.. kept.Roles, own]);
    }

    private Outcome<AwsCredentials> Find(MfaPrompt mfa)
    {
        if (_kept is not null)
        {
            return _kept.Credentials;
        }

        var endpoint = EndpointResolver.Resolve(_settings, Service.Sts, signed: false);
        return endpoint.Succeeded
            ? new CredentialChain(_settings, _place.Tools(Workplace.Connection(_settings, endpoint.Value.Url), mfa)).Find()
            : endpoint.Fault;
    }
}
