using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Calls;
using Daypass.Client.Credentials;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Calls one operation with the settings of a run: finds the endpoint and the credentials, then checks the parameters, then sends.</summary>
internal sealed class ServiceCaller
{
    private readonly ServiceClient _client;
    private readonly OperationDescription _operation;
    private readonly AwsCredentials? _credentials;

    private ServiceCaller(ServiceClient client, OperationDescription operation, AwsCredentials? credentials) =>
        (_client, _operation, _credentials) = (client, operation, credentials);

    /// <summary>A caller, or what is missing or wrong, in the order in which the aws command line finds out.</summary>
    public static ClientResult<ServiceCaller> Create(
        Terminal terminal,
        ClientSettings settings,
        GlobalOptions options,
        OperationDescription operation,
        MapValue parameters)
    {
        var timestamps = settings.Profile?.Get("cli_timestamp_format") ?? "iso8601";
        if (timestamps is not ("iso8601" or "wire"))
        {
            return new ClientError(
                ClientErrorKind.Configuration,
                "Configuration",
                $"Unknown cli_timestamp_format value: {timestamps}, valid values are \"wire\" or \"iso8601\"");
        }

        var endpoint = EndpointResolver.Resolve(settings, operation.Service.Service, options.Sign);
        if (!endpoint.Succeeded)
        {
            return endpoint.Error;
        }

        var attempts = settings.ReadAttempts();
        if (!attempts.Succeeded)
        {
            return attempts.Error;
        }

        var connection = Connections.Create(settings, options, endpoint.Value.Url);
        if (!connection.Succeeded)
        {
            return connection.Error;
        }

        AwsCredentials? credentials = null;
        if (options.Sign && !operation.Unsigned)
        {
            var chain = new CredentialChain(settings, Tools.Create(terminal, settings.Environment, connection.Value));
            var found = chain.Prepare();
            if (!found.Succeeded)
            {
                return found.Error;
            }

            if (ParameterValidation.Check(operation, parameters) is { } invalid)
            {
                return invalid;
            }

            var got = found.Value.Get();
            if (!got.Succeeded)
            {
                return got.Error;
            }

            credentials = got.Value;
        }
        else if (ParameterValidation.Check(operation, parameters) is { } invalid)
        {
            return invalid;
        }

        var client = new ServiceClient(endpoint.Value, new SocketSender(), settings.Environment.Clock)
        {
            Connection = connection.Value,
            Attempts = attempts.Value,
            Timestamps = timestamps == "wire" ? TimestampFormat.Wire : TimestampFormat.Iso8601,
            Trace = settings.Environment.Trace,
        };
        return new ServiceCaller(client, operation, credentials);
    }

    /// <summary>Sends one call.</summary>
    public ClientResult<ServiceAnswer> Send(MapValue parameters) => _client.Send(new ServiceCall(_operation, parameters), _credentials);
}
