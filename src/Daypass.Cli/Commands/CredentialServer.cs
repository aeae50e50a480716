using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Commands;

/// <summary>
/// A container-credentials endpoint on a free loopback port: every AWS SDK asks it again before credentials end. Only who knows the
/// token, which only the program's environment holds, gets an answer.
/// </summary>
internal sealed class CredentialServer : IDisposable
{
    private const int TokenBytes = 32;

    private readonly RenewingCredentials _credentials;
    private readonly byte[] _expected;
    private LoopbackServer? _server;

    private CredentialServer(RenewingCredentials credentials)
    {
        _credentials = credentials;
        Token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes));
        _expected = Encoding.ASCII.GetBytes(Token);
    }

    /// <summary>The address, for <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>.</summary>
    public string Url => _server!.AddressOf("/");

    /// <summary>What a request has to send in its <c>Authorization</c> header.</summary>
    public string Token { get; }

    /// <summary>Starts the endpoint.</summary>
    /// <param name="credentials">What it answers with.</param>
    /// <param name="trace">Receives a line about each request; null for none.</param>
    public static ClientResult<CredentialServer> Start(RenewingCredentials credentials, Action<string>? trace)
    {
        var endpoint = new CredentialServer(credentials);
        var started = LoopbackServer.Start(0, endpoint.Answer, trace);
        if (!started.Succeeded)
        {
            return started.Error;
        }

        endpoint._server = started.Value;
        return endpoint;
    }

    /// <inheritdoc/>
    public void Dispose() => _server?.Dispose();

    private LoopbackAnswer Answer(LoopbackRequest request)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Authorization ?? string.Empty), _expected))
        {
            return Error("401 Unauthorized", "Unauthorized", "The Authorization header does not hold the token.");
        }

        if (request is not { Method: "GET", Path: "/" })
        {
            return Error("404 Not Found", "NotFound", "Credentials are at GET / only.");
        }

        var found = _credentials.Get();
        return found.Succeeded ? Json("200 OK", Body(found.Value)) : Error("500 Internal Server Error", found.Error.Code ?? "CredentialsUnavailable", found.Error.Message);
    }

    private static MapValue Body(AwsCredentials credentials)
    {
        var body = new MapValue().Set("AccessKeyId", credentials.AccessKeyId).Set("SecretAccessKey", credentials.SecretAccessKey.Reveal());
        body.Set("Token", credentials.SessionToken?.Reveal() ?? string.Empty);

        // Long-term keys do not end; the form wants an end nevertheless.
        body.Set("Expiration", credentials.Expiration?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "9999-12-31T23:59:59Z");
        if (credentials.AccountId is { } account)
        {
            body.Set("AccountId", account);
        }

        return body;
    }

    private static LoopbackAnswer Error(string status, string code, string message) => Json(status, new MapValue().Set("code", code).Set("message", message));

    private static LoopbackAnswer Json(string status, MapValue body) => new(status, "application/json", JsonText.Write(body, JsonStyle.Compact));
}
