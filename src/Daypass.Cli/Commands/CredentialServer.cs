using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.Client.Values;

namespace Daypass.Cli.Commands;

/// <summary>
/// A container-credentials endpoint on a free loopback port: every AWS SDK asks it again before credentials end. Only who knows the
/// token, which only the program's environment holds, gets an answer.
/// </summary>
internal sealed class CredentialServer : IDisposable
{
    private const int LongestHead = 16 * 1024;
    private const int TokenBytes = 32;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<Outcome<AwsCredentials>> get;
    private readonly Action<string>? trace;
    private readonly Lock one = new();
    private readonly byte[] expected;

    /// <summary>Starts the endpoint.</summary>
    /// <param name="get">Gets credentials; from the cache while they last.</param>
    /// <param name="trace">Receives a line about each request; null for nobody.</param>
    public CredentialServer(Func<Outcome<AwsCredentials>> get, Action<string>? trace)
    {
        (this.get, this.trace) = (get, trace);
        Token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes));
        expected = Encoding.ASCII.GetBytes(Token);
        listener.Start();
        new Thread(Listen) { IsBackground = true, Name = "credential endpoint" }.Start();
    }

    /// <summary>The address, for <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>What a request has to send in its <c>Authorization</c> header.</summary>
    public string Token { get; }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Listen()
    {
        while (true)
        {
            try
            {
                var client = listener.AcceptTcpClient();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                trace?.Invoke("The credential endpoint is closed.");
                return;
            }
        }
    }

    private void Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.ReceiveTimeout = client.SendTimeout = 5000;
                var stream = client.GetStream();
                var (status, body) = Answer(ReadHead(stream));
                trace?.Invoke($"The credential endpoint answered {status}.");
                var content = Encoding.UTF8.GetBytes(body);
                var head = $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {content.Length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
                stream.Write([.. Encoding.ASCII.GetBytes(head), .. content]);
            }
            catch (IOException broken)
            {
                trace?.Invoke($"A request to the credential endpoint broke off: {broken.Message}");
            }
        }
    }

    private (string Status, string Body) Answer(string? head)
    {
        if (head is null || !head.StartsWith("GET ", StringComparison.Ordinal))
        {
            return ("400 Bad Request", Error("BadRequest", "Only GET is answered here."));
        }

        if (!IsAuthorized(head))
        {
            return ("401 Unauthorized", Error("Unauthorized", "The Authorization header does not hold the token."));
        }

        // One at a time: the first request may have to ask a person, the others then find the session in the cache.
        lock (one)
        {
            var credentials = get();
            return credentials.Succeeded ? ("200 OK", Body(credentials.Value)) : ("500 Internal Server Error", Error(credentials.Fault.Code ?? "CredentialsUnavailable", credentials.Fault.Message));
        }
    }

    private bool IsAuthorized(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase))
            {
                return CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(line["Authorization:".Length..].Trim()), expected);
            }
        }

        return false;
    }

    private static string Body(AwsCredentials credentials)
    {
        var body = new MapValue().Set("AccessKeyId", credentials.AccessKeyId).Set("SecretAccessKey", credentials.SecretAccessKey.Reveal());
        body.Set("Token", credentials.SessionToken?.Reveal() ?? string.Empty);

        // Long-term keys do not end; the form wants an end nevertheless.
        body.Set("Expiration", credentials.Expiration?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "9999-12-31T23:59:59Z");
        if (credentials.AccountId is { } account)
        {
            body.Set("AccountId", account);
        }

        return JsonText.Write(body, JsonStyle.Compact);
    }

    private static string Error(string code, string message) => JsonText.Write(new MapValue().Set("code", code).Set("message", message), JsonStyle.Compact);

    private static string? ReadHead(NetworkStream stream)
    {
        var head = new byte[LongestHead];
        for (var length = 0; length < head.Length;)
        {
            var count = stream.Read(head, length, head.Length - length);
            length += count;
            var end = head.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0 || count == 0)
            {
                return end >= 0 ? Encoding.Latin1.GetString(head, 0, end) : null;
            }
        }

        return null;
    }
}
