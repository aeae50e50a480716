using Daypass.Cli.Arguments;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Calls;
using Daypass.Client.Credentials;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Context;

/// <summary>What the commands of the table share: the settings of the run, its credentials, a call to a service.</summary>
internal sealed class CommandContext
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

    private CommandContext(Terminal terminal, ClientSettings settings, GlobalOptions options, string? tokenCode) =>
        (Terminal, Settings, _options, _tokenCode) = (terminal, settings, options, tokenCode);

    // The handle of a stored session, which then stands in for the profile.
    private string? Handle { get; init; }

    /// <summary>The terminal.</summary>
    public Terminal Terminal { get; }

    /// <summary>The settings.</summary>
    public ClientSettings Settings { get; }

    /// <summary>The context of a command line.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="profile">The profile named by a word of its own; null when only the option may name one.</param>
    public static ClientResult<CommandContext> Create(Terminal terminal, ParsedArguments arguments, string? profile = null)
    {
        var options = GlobalOptions.Parse(arguments);
        if (!options.Succeeded)
        {
            return options.Error;
        }

        var duration = DurationOption.Read(arguments);
        if (duration.Error is { } unclear)
        {
            return unclear;
        }

        var traced = options.Value.Debug ? terminal.WithTrace() : terminal;
        var asked = options.Value.Explicit with
        {
            Profile = profile is { Length: > 0 } ? profile : options.Value.Explicit.Profile,
            DurationSeconds = duration.Value,
        };
        var handle = arguments.Has(Session.Name) ? arguments.GetValue(Session.Name) : null;
        if (handle is not null)
        {
            var stored = SessionStore.Open(traced.Environment).Find(handle);
            if (!stored.Succeeded)
            {
                return stored.Error;
            }

            asked = asked with { Region = asked.Region ?? stored.Value.Region, EndpointUrl = asked.EndpointUrl ?? stored.Value.Endpoint };
        }

        var settings = ClientSettings.Load(traced.Environment, asked);
        return settings.Succeeded
            ? new CommandContext(traced, settings.Value, options.Value, arguments.GetValue("--token-code")) { Handle = handle }
            : settings.Error;
    }

    /// <summary>A command that runs in a context made of its arguments; an error on the way or of the command itself is printed here.</summary>
    /// <param name="run">The command; gives its exit code.</param>
    /// <param name="namesProfile">True when the word of the command line names the profile.</param>
    public static Func<Terminal, ParsedArguments, int> Use(Func<CommandContext, ParsedArguments, ClientResult<int>> run, bool namesProfile = true) =>
        (terminal, arguments) =>
    {
        var context = Create(terminal, arguments, namesProfile ? arguments.Word : null);
        if (!context.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, context.Error);
        }

        var code = run(context.Value, arguments);
        return code.Succeeded ? code.Value : context.Value.Fail(InOwnWords(code.Error));
    };

    // The aws command line's advice leads to commands that are its own.
    private static ClientError InOwnWords(ClientError error) => error switch
    {
        { Code: "NoCredentials", Message: "Unable to locate credentials. You can configure credentials by running \"aws login\"." } => error with
        {
            Message = "Unable to locate credentials.",
            Advice = "Enter keys with \"daypass configure\", sign in with \"daypass login PROFILE\", or name a profile; \"daypass profile list\" lists them.",
        },
        { Code: "NoRegion" } => error with
        {
            Message = "You must specify a region.",
            Advice = "Give --region, set AWS_REGION, or write region into the profile with \"daypass configure\".",
        },
        _ => error,
    };

    /// <summary>Where the credentials of the run come from.</summary>
    public ClientResult<PreparedCredentials> PrepareCredentials()
    {
        if (Handle is { } handle)
        {
            var store = SessionStore.Open(Settings.Environment);
            return PreparedCredentials.Create(
                "session " + handle,
                () => store.Find(handle) is var stored && stored.Succeeded ? stored.Value.Credentials : stored.Error!);
        }

        var tools = CreateCredentialTools();
        return tools.Succeeded ? new CredentialChain(Settings, tools.Value).Prepare() : tools.Error;
    }

    /// <summary>The credentials of the run.</summary>
    public ClientResult<AwsCredentials> GetCredentials()
    {
        var prepared = PrepareCredentials();
        return prepared.Succeeded ? prepared.Value.Get() : prepared.Error;
    }

    /// <summary>What finding credentials needs.</summary>
    public ClientResult<CredentialTools> CreateCredentialTools()
    {
        var endpoint = EndpointResolver.Resolve(Settings, Service.Sts, signed: false);
        if (!endpoint.Succeeded)
        {
            return endpoint.Error;
        }

        var connection = Connections.Create(Settings, _options, endpoint.Value.Url);
        return connection.Succeeded ? Tools.Create(Terminal, Settings.Environment, connection.Value, _tokenCode) : connection.Error;
    }

    /// <summary>Calls an operation of STS.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="credentials">Who signs; null for operations that are not signed.</param>
    public ClientResult<ServiceAnswer> Call(OperationDescription operation, MapValue parameters, AwsCredentials? credentials)
    {
        var endpoint = EndpointResolver.Resolve(Settings, operation.Service.Service, credentials is not null);
        if (!endpoint.Succeeded)
        {
            return endpoint.Error;
        }

        var connection = Connections.Create(Settings, _options, endpoint.Value.Url);
        if (!connection.Succeeded)
        {
            return connection.Error;
        }

        var client = new ServiceClient(endpoint.Value, new SocketSender(), Settings.Environment.Clock)
        {
            Connection = connection.Value,
            Trace = Settings.Environment.Trace,
        };
        return client.Send(new ServiceCall(operation, parameters), credentials);
    }

    /// <summary>Sends a request as it is.</summary>
    /// <returns>The answer, whatever its status, or why there is none.</returns>
    public ClientResult<HttpAnswer> Send(HttpRequest request)
    {
        var connection = Connections.Create(Settings, _options, request.Url);
        if (!connection.Succeeded)
        {
            return connection.Error;
        }

        var outcome = new SocketSender().Send(request, connection.Value);
        return outcome.Answer is { } answer
            ? answer
            : ClientError.General($"No answer from {request.Url.GetLeftPart(UriPartial.Path)}: {outcome.Detail ?? outcome.Failure.ToString()}");
    }

    /// <summary>Prints an error and gives the exit code.</summary>
    public int Fail(ClientError error) => ErrorPrinter.Print(Terminal, _options, error);
}
