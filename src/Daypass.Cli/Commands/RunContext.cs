using Daypass.Cli.Aws;
using Daypass.Client.Calls;
using Daypass.Client.Credentials;
using Daypass.Client.Endpoints;
using Daypass.Client.Faults;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Commands;

/// <summary>What the commands of the table share: the settings of the run, its credentials, a call to a service.</summary>
internal sealed class RunContext
{
    /// <summary>The options that pick profile, region and address.</summary>
    public static readonly OptionRule[] Options =
    [
        new("--profile") { Summary = "The profile of the config and credentials files." },
        new("--region") { Summary = "The region." },
        new("--endpoint-url") { Summary = "The address of the service." },
        new("--token-code") { Summary = "The code of the MFA device, instead of a question." },
        new("--no-verify-ssl", OptionArity.Flag) { Summary = "Accept any certificate." },
        new("--ca-bundle") { Summary = "A PEM file with the only certificates to trust." },
        new("--debug", OptionArity.Flag) { Summary = "Say on standard error what is done and why; never a secret." },
    ];

    /// <summary>The option that takes the credentials from a session the agent tool keeps, instead of from a profile.</summary>
    public static readonly OptionRule Session = new("--session") { Summary = "The handle of a session that the agent tool keeps, instead of a profile." };

    private readonly GlobalOptions _options;
    private readonly string? _tokenCode;

    private RunContext(Terminal terminal, ClientSettings settings, GlobalOptions options, string? tokenCode) =>
        (Terminal, Settings, _options, _tokenCode) = (terminal, settings, options, tokenCode);

    // The handle of a kept session, which then stands in for the profile.
    private string? Handle { get; init; }

    /// <summary>The terminal.</summary>
    public Terminal Terminal { get; }

    /// <summary>The settings.</summary>
    public ClientSettings Settings { get; }

    /// <summary>The context of a command line.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="profile">The profile named by a word of its own; null when only the option may name one.</param>
    public static Outcome<RunContext> Of(Terminal terminal, ParsedArguments arguments, string? profile = null)
    {
        var options = GlobalOptions.Of(arguments);
        if (!options.Succeeded)
        {
            return options.Fault;
        }

        var traced = options.Value.Debug ? terminal.Traced() : terminal;
        var asked = options.Value.Explicit with { Profile = profile ?? options.Value.Explicit.Profile };
        var handle = arguments.Has(Session.Name) ? arguments.One(Session.Name) : null;
        if (handle is not null)
        {
            var kept = SessionStore.Of(traced.Surroundings).Find(handle);
            if (!kept.Succeeded)
            {
                return kept.Fault;
            }

            asked = asked with { Region = asked.Region ?? kept.Value.Region, EndpointUrl = asked.EndpointUrl ?? kept.Value.Endpoint };
        }

        var settings = ClientSettings.Load(traced.Surroundings, asked);
        return settings.Succeeded ? new RunContext(traced, settings.Value, options.Value, arguments.One("--token-code")) { Handle = handle } : settings.Fault;
    }

    /// <summary>Where the credentials of the run come from.</summary>
    public Outcome<PreparedCredentials> Prepare()
    {
        if (Handle is { } handle)
        {
            var store = SessionStore.Of(Settings.Surroundings);
            return PreparedCredentials.Of("session " + handle, () => store.Find(handle) is var kept && kept.Succeeded ? kept.Value.Credentials : kept.Fault!);
        }

        var tools = CredentialTools();
        return tools.Succeeded ? new CredentialChain(Settings, tools.Value).Prepare() : tools.Fault;
    }

    /// <summary>The credentials of the run.</summary>
    public Outcome<AwsCredentials> Credentials()
    {
        var prepared = Prepare();
        return prepared.Succeeded ? prepared.Value.Get() : prepared.Fault;
    }

    /// <summary>What finding credentials needs.</summary>
    public Outcome<CredentialTools> CredentialTools()
    {
        var endpoint = EndpointResolver.Resolve(Settings, Service.Sts, signed: false);
        if (!endpoint.Succeeded)
        {
            return endpoint.Fault;
        }

        var connection = Connections.Of(Settings, _options, endpoint.Value.Url);
        return connection.Succeeded ? Tools.Of(Terminal, Settings.Surroundings, connection.Value, _tokenCode) : connection.Fault;
    }

    /// <summary>Calls an operation of STS.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="credentials">Who signs; null for operations that are not signed.</param>
    public Outcome<ServiceAnswer> Call(OperationDescription operation, MapValue parameters, AwsCredentials? credentials)
    {
        var endpoint = EndpointResolver.Resolve(Settings, operation.Service.Service, credentials is not null);
        if (!endpoint.Succeeded)
        {
            return endpoint.Fault;
        }

        var connection = Connections.Of(Settings, _options, endpoint.Value.Url);
        if (!connection.Succeeded)
        {
            return connection.Fault;
        }

        var client = new ServiceClient(endpoint.Value, new SocketSender(), Settings.Surroundings.Clock) { Connection = connection.Value, Trace = Settings.Surroundings.Trace };
        return client.Send(new ServiceCall(operation, parameters), credentials);
    }

    /// <summary>Prints a fault and gives the exit code.</summary>
    public int Fail(ClientFault fault) => FaultPrinting.Print(Terminal, _options, fault);
}
