using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests;

/// <summary>Signatures through the front door; every byte of the verifier itself is tried in Daypass.Protocol.Tests.</summary>
public sealed class SignatureTests
{
    private const string Form = "Action=GetCallerIdentity&Version=2011-06-15";

    [Fact]
    public async Task One_flipped_character_anywhere_in_a_signed_request_is_refused()
    {
        await using var server = await RunningServer.Start();
        var request = Signed(server, server.Clock.GetUtcNow());
        Assert.Equal(200, await Send(server, request));

        // What is not signed may change: the method's line ends and the names of headers. Everything else may not.
        var accepted = new List<string>();
        foreach (var at in Places(request))
        {
            var flipped = request.ToArray();
            flipped[at] ^= 1;
            if (await Send(server, flipped) == 200)
            {
                accepted.Add($"{at}: {Encoding.ASCII.GetString(request, Math.Max(0, at - 10), 20)}");
            }
        }

        Assert.Empty(accepted);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(-14, 200)]
    [InlineData(14, 200)]
    [InlineData(-16, 403)]
    [InlineData(16, 403)]
    public async Task A_signature_is_good_for_fifteen_minutes_either_way(int minutes, int status)
    {
        await using var server = await RunningServer.Start(new ManualClock());

        Assert.Equal(status, await Send(server, Signed(server, server.Clock.GetUtcNow().AddMinutes(minutes))));
    }

    [Fact]
    public async Task Without_a_signature_the_token_is_missing()
    {
        await using var server = await RunningServer.Start();
        using var answer = await server.Api.Post(Form, Daypass.Protocol.Catalogue.ServiceDescription.Sts, null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static byte[] Signed(RunningServer server, DateTimeOffset at)
    {
        var body = Encoding.ASCII.GetBytes(Form);
        HeaderField[] headers = [new("Host", server.Api.Host), new("Content-Type", "application/x-www-form-urlencoded")];
        var signer = new SigV4Signer(SigV4Rules.For("sts"), "us-east-1");
        var added = signer.Sign(new SignedRequest("POST", "/", headers), SHA256.HashData(body), server.Admin, at);
        var text = new StringBuilder("POST / HTTP/1.1\r\n");
        foreach (var header in headers.Concat(added))
        {
            text.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        text.Append("Content-Length: ").Append(body.Length).Append("\r\nConnection: close\r\n\r\n").Append(Form);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Each byte of the values that are signed or are the signature, and of the body.</summary>
    private static IEnumerable<int> Places(byte[] request)
    {
        var text = Encoding.ASCII.GetString(request);
        foreach (var name in (string[])["Host: ", "X-Amz-Date: ", "Authorization: "])
        {
            var start = text.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length;
            var end = text.IndexOf("\r\n", start, StringComparison.Ordinal);
            for (var at = start; at < end; at++)
            {
                yield return at;
            }
        }

        for (var at = request.Length - Form.Length; at < request.Length; at++)
        {
            yield return at;
        }
    }

    private static async Task<int> Send(RunningServer server, byte[] request)
    {
        var uri = new Uri(server.Url);
        using var socket = new TcpClient();
        await socket.ConnectAsync(uri.Host, uri.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(request);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync();
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
