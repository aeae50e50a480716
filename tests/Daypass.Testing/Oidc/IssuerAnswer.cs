using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Daypass.Testing.Oidc;

/// <summary>One answer of <see cref="TestIssuer"/>, and the ways in which it can be sent badly.</summary>
internal sealed class IssuerAnswer(int status, string headers, byte[] body, bool withLength = true)
{
    private const int Huge = 50 * 1024 * 1024;

    internal static IssuerAnswer For(string target, TestIssuer issuer)
    {
        if (issuer.Fault == IssuerFault.ServerError)
        {
            return new IssuerAnswer(500, string.Empty, "no"u8.ToArray());
        }

        if (issuer.Fault == IssuerFault.Redirect)
        {
            return new IssuerAnswer(302, $"Location: {issuer.RedirectTo}\r\n", []);
        }

        return target == issuer.Path + "/.well-known/openid-configuration" ? Discovery(issuer)
            : target == issuer.Path + "/keys" ? KeySet(issuer)
            : new IssuerAnswer(404, string.Empty, []);
    }

    internal async Task Send(Stream stream, IssuerFault fault, CancellationToken stopping)
    {
        if (fault == IssuerFault.NeverAnswers)
        {
            await Task.Delay(Timeout.Infinite, stopping);
        }

        var filler = fault == IssuerFault.HugeHead
            ? string.Concat(Enumerable.Range(0, 16 * 1024).Select(static n => $"X-Filler-{n}: {new string('x', 50)}\r\n")) : string.Empty;
        var length = withLength ? $"Content-Length: {body.Length}\r\n" : string.Empty;
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Answer\r\n{headers}{filler}{length}Connection: close\r\n\r\n");
        await Write(stream, head, slowly: fault == IssuerFault.SlowHead, stopping);
        var sent = fault == IssuerFault.ClosesEarly ? body[..(body.Length / 2)] : body;
        await Write(stream, sent, slowly: fault == IssuerFault.SlowBody, stopping);
    }

    private static async Task Write(Stream stream, byte[] octets, bool slowly, CancellationToken stopping)
    {
        if (!slowly)
        {
            await stream.WriteAsync(octets, stopping);
            await stream.FlushAsync(stopping);
            return;
        }

        foreach (var octet in octets)
        {
            await stream.WriteAsync(new[] { octet }, stopping);
            await stream.FlushAsync(stopping);
            await Task.Delay(TimeSpan.FromMilliseconds(100), stopping);
        }
    }

    private static IssuerAnswer Discovery(TestIssuer issuer)
    {
        if (issuer.Fault == IssuerFault.HugeDiscovery)
        {
            return new IssuerAnswer(200, string.Empty, Spaces("{"), withLength: false);
        }

        var document = new JsonObject
        {
            ["issuer"] = issuer.Fault == IssuerFault.WrongIssuer ? issuer.Url + "/other" : issuer.Url,
            ["jwks_uri"] = issuer.Fault == IssuerFault.ForeignKeySetAddress ? issuer.RedirectTo : issuer.Url + "/keys",
            ["response_types_supported"] = new JsonArray("id_token"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        };
        if (issuer.Fault == IssuerFault.NoKeySetAddress)
        {
            document.Remove("jwks_uri");
        }

        return Json(document.ToJsonString(), string.Empty);
    }

    private static IssuerAnswer KeySet(TestIssuer issuer)
    {
        var keys = issuer.KeySetText
            ?? new JsonObject { ["keys"] = new JsonArray([.. issuer.Keys.Select(static key => key.ToJwk())]) }.ToJsonString();
        var headers = issuer.CacheControl is null ? string.Empty : $"Cache-Control: {issuer.CacheControl}\r\n";
        return issuer.Fault switch
        {
            IssuerFault.HugeKeySet => new IssuerAnswer(200, headers, Spaces(keys), withLength: false),
            IssuerFault.HugeKeySetByLength => new IssuerAnswer(200, headers, Spaces(keys)),
            IssuerFault.GzipBomb => new IssuerAnswer(200, "Content-Encoding: gzip\r\n", Bomb()),
            IssuerFault.Html => new IssuerAnswer(200, "Content-Type: text/html\r\n", "<html><body>Sign in</body></html>"u8.ToArray()),
            IssuerFault.NullKeys => Json("""{"keys":null}""", headers),
            IssuerFault.DuplicateKeys => Json($$"""{"keys":[],"keys":{{JsonNode.Parse(keys)!["keys"]!.ToJsonString()}}}""", headers),
            _ => Json(keys, headers),
        };
    }

    private static IssuerAnswer Json(string text, string headers) =>
        new(200, "Content-Type: application/json\r\n" + headers, Encoding.UTF8.GetBytes(text));

    private static byte[] Spaces(string start)
    {
        var body = new byte[Huge];
        Array.Fill(body, (byte)' ');
        Encoding.UTF8.GetBytes(start, body);
        return body;
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 100; megabyte++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
