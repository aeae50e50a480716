using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Load;

/// <summary>A GET that is verified and decided, against the same one behind the framework's handler for JWT and against one that is open to all.</summary>
internal static class VerifierComparison
{
    private const int Requests = 1000;

    public static async Task<int> Run(LoadOptions options, string algorithm, TextWriter output, CancellationToken cancelled)
    {
        Pinning.KeepOffTheFirstCore(options.Pinned);
        await using var server = await DaypassServer.Start(options, roles: 1, cancelled);
        var (tokens, key) = BearerToken.Make(algorithm, Requests);
        await using var open = await Start(GuardedEndpoint.Open, "");
        await using var jwt = await Start(GuardedEndpoint.Jwt, key);
        await using var daypass = await Start(GuardedEndpoint.Signed, server.Admin.SecretAccessKey.Reveal());
        var behindJwt = new Contender("jwt", jwt, () => [.. tokens.Select((token, id) => Request(jwt, id, [new("Authorization", "Bearer " + token)]))]);
        var behindDaypass = new Contender("daypass", daypass, () => Sign(daypass, server.Admin));
        await PairedRounds.Run($"GET behind a JWT ({algorithm}) and behind Daypass", behindJwt, behindDaypass, options, output, cancelled);
        await PairedRounds.Run(
            "GET open to all and behind Daypass", new Contender("open", open, () => [.. Enumerable.Range(0, Requests).Select(id => Request(open, id, []))]),
            behindDaypass, options, output, cancelled);
        return 0;

        Task<MeasuredProcess> Start(string guard, string secret) => MeasuredProcess.Start(
            typeof(GuardedEndpoint).Assembly.Location, options.Pinned,
            port =>
            [
                "guarded", "--port", $"{port}", "--guard", guard, "--of", $"http://127.0.0.1:{server.Process.Port}", "--key", server.Admin.AccessKeyId,
                "--secret", secret.Length == 0 ? "-" : secret,
            ],
            cancelled);
    }

    private static byte[][] Sign(MeasuredProcess service, SigningCredentials credentials)
    {
        var signer = new SigV4Signer(SigV4Rules.For("orders"), GuardedEndpoint.Region, new SigningKeys());
        var hash = SHA256.HashData([]);
        return
        [
            .. Enumerable.Range(0, Requests).Select(id =>
            {
                HeaderField[] signed = [new("Host", $"127.0.0.1:{service.Port}"), new("x-amz-content-sha256", Convert.ToHexStringLower(hash))];
                var added = signer.Sign(
                    new SignedRequest("GET", $"/orders/{id}", signed), hash, credentials, TimeProvider.System.GetUtcNow().AddSeconds(-(id % 60)));
                return Request(service, id, [.. signed[1..], .. added]);
            }),
        ];
    }

    private static byte[] Request(MeasuredProcess service, int id, IReadOnlyList<HeaderField> more)
    {
        var head = new StringBuilder($"GET /orders/{id} HTTP/1.1\r\nHost: 127.0.0.1:{service.Port}\r\n");
        foreach (var header in (HeaderField[])[.. more, new("Accept", "*/*"), new("User-Agent", "daypass-load/1 md/like-an-sdk ua/2.1 lang/csharp")])
        {
            head.Append($"{header.Name}: {header.Value}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }
}
