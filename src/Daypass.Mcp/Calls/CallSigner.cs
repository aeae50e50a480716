using Daypass.Client;
using Daypass.Client.Calls;
using Daypass.Client.Credentials;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Sts;

namespace Daypass.Mcp.Calls;

/// <summary>
/// Who signs a call, and where it is sent: the profile in use, or a stored session, which is sent to no other address than the one that
/// issued it.
/// </summary>
internal sealed class CallSigner
{
    private readonly AgentSession _agent;
    private readonly ClientSettings _settings;
    private readonly StoredSession? _session;
    private AwsCredentials? _credentials;

    private CallSigner(AgentSession agent, ClientSettings settings, string label, StoredSession? stored, IReadOnlyList<string> roles)
    {
        (_agent, _settings, _session) = (agent, settings, stored);
        (Label, Roles) = (label, roles);
    }

    /// <summary>How users call it: <c>profile dev</c>, <c>session dps-…</c>.</summary>
    public string Label { get; }

    /// <summary>The roles it is or came through, as far as they are known.</summary>
    public IReadOnlyList<string> Roles { get; private set; }

    /// <summary>The account, once the credentials are there.</summary>
    public string? Account { get; private set; }

    /// <summary>The ARN of the caller; null while it is not known.</summary>
    public string? Arn { get; private set; }

    /// <summary>The access key id, once the credentials are there; null for unsigned calls.</summary>
    public string? AccessKey => _credentials?.AccessKeyId;

    /// <summary>The region in use.</summary>
    public string? Region => _session?.Region ?? _settings.Region;

    /// <summary>The caller of a handle, or of the profile in use when there is none.</summary>
    public static ClientResult<CallSigner> Find(AgentSession agent, string? handle, string? region = null)
    {
        var settings = region is null ? agent.LoadSettings() : ClientSettings.Load(agent.Environment, agent.Explicit with { Region = region });
        if (!settings.Succeeded)
        {
            return settings.Error;
        }

        if (handle is null)
        {
            return new CallSigner(agent, settings.Value, "profile " + settings.Value.ProfileName, null, RoleChain.FromProfile(settings.Value));
        }

        var stored = agent.Sessions.Find(handle);
        return stored.Succeeded ? Create(agent, settings.Value, "session " + handle, stored.Value) : stored.Error;
    }

    /// <summary>A caller whose session has just been issued.</summary>
    public CallSigner ForSession(string label, StoredSession session) => Create(_agent, _settings, label, session);

    /// <summary>Where a service's calls are sent.</summary>
    public ClientResult<ServiceEndpoint> FindEndpoint(Service service, bool signed)
    {
        var configured = EndpointResolver.Resolve(_settings, service, signed);
        if (_session is null)
        {
            return configured;
        }

        var here = EndpointResolver.Resolve(_settings, Service.Sts, signed: false);
        if (here.Succeeded && here.Value.Url.AbsoluteUri == _session.Endpoint)
        {
            return configured;
        }

        return service == Service.Sts || !new Uri(_session.Endpoint).Host.EndsWith(".amazonaws.com", StringComparison.Ordinal)
            ? new ServiceEndpoint(new Uri(_session.Endpoint), _session.Region, "the session, which is sent nowhere else")
            : ClientError.General($"The session was issued at {_session.Endpoint}, and its IAM address is not known while another address is in use.");
    }

    /// <summary>Gets the credentials, and with them the account.</summary>
    public async Task<ClientError?> LoadCredentials(MfaPrompt mfa)
    {
        if (_credentials is not null)
        {
            return null;
        }

        var found = await Task.Run(() => FindCredentials(mfa)).ConfigureAwait(false);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        _credentials = found.Value;
        Account = _credentials.AccountId
            ?? RoleChain.ParseAccount(_session?.Arn)
            ?? (AccessKeyId.TryGetAccount(_credentials.AccessKeyId, out var account) ? account.ToString() : null);
        return null;
    }

    /// <summary>Asks the service who a caller of unknown origin is.</summary>
    /// <param name="needsUser">True when the user has to be known as well, not the roles and the account alone.</param>
    /// <param name="calls">Receives what was called.</param>
    /// <returns>Null, or why it could not be found out.</returns>
    public async Task<ClientError?> Identify(bool needsUser, List<string> calls)
    {
        if (_credentials is null || (Account is not null && (Arn is not null || !needsUser) && (_session is not null || _credentials.SessionToken is null)))
        {
            return null;
        }

        var answer = await Send(GetCallerIdentityRequest.Operation, new MapValue(), calls).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return answer.Error;
        }

        Account = answer.Value.Result.FindText("Account") ?? Account;
        Arn = answer.Value.Result.FindText("Arn") ?? Arn;
        if (RoleChain.FromSessionArn(answer.Value.Result.FindText("Arn")) is { } role)
        {
            Roles = [.. Roles, role];
        }

        return null;
    }

    /// <summary>Sends a call.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="calls">Receives what was called.</param>
    public async Task<ClientResult<ServiceAnswer>> Send(OperationDescription operation, MapValue parameters, List<string> calls)
    {
        var endpoint = FindEndpoint(operation.Service.Service, !operation.Unsigned);
        if (!endpoint.Succeeded)
        {
            return endpoint.Error;
        }

        calls.Add(operation.Permission);
        var client = new ServiceClient(endpoint.Value, _agent.Http, _agent.Environment.Clock)
        {
            Connection = AgentSession.CreateConnection(_settings, endpoint.Value.Url),
            UserAgent = $"daypass-mcp/{Client.ClientVersion.Text}",
        };
        return await Task.Run(() => client.Send(new ServiceCall(operation, parameters), _credentials)).ConfigureAwait(false);
    }

    private static CallSigner Create(AgentSession agent, ClientSettings settings, string label, StoredSession stored)
    {
        var own = RoleChain.FromSessionArn(stored.Arn);
        return new CallSigner(agent, settings, label, stored, own is null ? stored.Roles : [.. stored.Roles, own]) { Arn = stored.Arn };
    }

    private ClientResult<AwsCredentials> FindCredentials(MfaPrompt mfa)
    {
        if (_session is not null)
        {
            return _session.Credentials;
        }

        var endpoint = EndpointResolver.Resolve(_settings, Service.Sts, signed: false);
        return endpoint.Succeeded
            ? new CredentialChain(_settings, _agent.CreateTools(AgentSession.CreateConnection(_settings, endpoint.Value.Url), mfa)).Find()
            : endpoint.Error;
    }
}
