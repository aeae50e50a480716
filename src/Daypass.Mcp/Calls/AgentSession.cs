using Daypass.Client;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Sessions;
using Daypass.Mcp.Answers;
using Daypass.Mcp.Safety;
using Daypass.Mcp.Start;

namespace Daypass.Mcp.Calls;

/// <summary>What the tools of one process share: the operator's decisions, and which profile, region and address are in use now.</summary>
internal sealed class AgentSession
{
    private readonly Lock _one = new();
    private ExplicitSettings _asked;

    /// <summary>A session as the operator set it up.</summary>
    public AgentSession(StartOptions options, AgentPolicy policy, ClientEnvironment environment)
    {
        (Options, Policy, Environment) = (options, policy, environment);
        Sessions = SessionStore.Open(environment);
        Audit = new AuditLog(options.AuditFile, environment);
        Cache = SessionCache.Open(environment);
        Budget = options.Budget;
        _asked = new ExplicitSettings { Profile = options.Profile, Region = options.Region, EndpointUrl = options.Endpoint };
    }

    /// <summary>The operator's decisions.</summary>
    public StartOptions Options { get; }

    /// <summary>The operator's rules.</summary>
    public AgentPolicy Policy { get; }

    /// <summary>The environment.</summary>
    public ClientEnvironment Environment { get; }

    /// <summary>The stored sessions.</summary>
    public SessionStore Sessions { get; }

    /// <summary>Where calls are written down.</summary>
    public AuditLog Audit { get; }

    /// <summary>Long texts of answers.</summary>
    public DocumentShelf Shelf { get; } = new();

    /// <summary>How large an answer may be, in bytes.</summary>
    public int Budget { get; }

    /// <summary>Sends requests; connections are used again, because the process lives as long as its agent.</summary>
    public IHttpSender Http { get; } = PooledSender.Instance;

    /// <summary>The cache of the credential chain.</summary>
    public SessionCache Cache { get; }

    /// <summary>What is requested explicitly now.</summary>
    public ExplicitSettings Explicit
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

    /// <summary>The settings in use, from files that are read anew so that a user's changes are seen.</summary>
    public ClientResult<ClientSettings> LoadSettings() => ClientSettings.Load(Environment, Explicit);

    /// <summary>How a connection to an address is made.</summary>
    public static HttpSettings CreateConnection(ClientSettings settings, Uri url) => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        CertificateBundle = settings.Find("AWS_CA_BUNDLE", "ca_bundle") is { } bundle ? settings.Environment.ExpandPath(bundle) : null,
        Proxy = ProxySettings.Find(url, settings.Environment),
    };

    /// <summary>What the credential chain needs; codes are asked for at the client.</summary>
    public CredentialTools CreateTools(HttpSettings connection, MfaPrompt mfa) => new()
    {
        Http = Http,
        Connection = connection,
        Cache = Cache,
        Mfa = mfa,
        Run = ExternalProgram.RunWithoutInput,
    };
}
