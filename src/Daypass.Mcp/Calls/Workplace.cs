using Daypass.Client;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Sessions;
using Daypass.Mcp.Safety;
using Daypass.Mcp.Start;

namespace Daypass.Mcp.Calls;

/// <summary>What the tools of one process share: the operator's decisions, and which profile, region and address are in use now.</summary>
internal sealed class Workplace
{
    private readonly Lock _one = new();
    private ExplicitSettings _asked;

    /// <summary>A workplace as the operator set it up.</summary>
    public Workplace(StartOptions options, AgentPolicy policy, Surroundings surroundings)
    {
        (Options, Policy, Surroundings) = (options, policy, surroundings);
        Sessions = SessionStore.Of(surroundings);
        Audit = new AuditLog(options.AuditFile, surroundings);
        Cache = SessionCache.Of(surroundings);
        _asked = new ExplicitSettings { Profile = options.Profile, Region = options.Region, EndpointUrl = options.Endpoint };
    }

    /// <summary>The operator's decisions.</summary>
    public StartOptions Options { get; }

    /// <summary>The operator's rules.</summary>
    public AgentPolicy Policy { get; }

    /// <summary>The machine.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>The kept sessions.</summary>
    public SessionStore Sessions { get; }

    /// <summary>Where calls are written down.</summary>
    public AuditLog Audit { get; }

    /// <summary>Sends requests.</summary>
    public IHttpSender Http { get; } = new SocketSender();

    /// <summary>The cache of the credential chain.</summary>
    public SessionCache Cache { get; }

    /// <summary>What is asked for explicitly now.</summary>
    public ExplicitSettings Asked
    {
        get
        {
            lock (_one)
            {
                return _asked;
            }
        }

        set
        {
            lock (_one)
            {
                _asked = value;
            }
        }
    }

    /// <summary>The settings in use, from files that are read anew so that a person's changes are seen.</summary>
    public Outcome<ClientSettings> Settings() => ClientSettings.Load(Surroundings, Asked);

    /// <summary>How a connection to an address is made.</summary>
    public static HttpSettings Connection(ClientSettings settings, Uri url) => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        CertificateBundle = settings.Find("AWS_CA_BUNDLE", "ca_bundle") is { } bundle ? settings.Surroundings.Expand(bundle) : null,
        Proxy = ProxySettings.For(url, settings.Surroundings),
    };

    /// <summary>What the credential chain needs; codes are asked for at the client.</summary>
    public CredentialTools Tools(HttpSettings connection, MfaPrompt mfa) => new()
    {
        Http = Http,
        Connection = connection,
        Cache = Cache,
        Mfa = mfa,
        Run = ProgramStart.RunApart,
    };
}
