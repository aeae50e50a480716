using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Server.Commands;

/// <summary><c>daypass-server sigv4 verify</c>: answers why a signature does not match, with the very code that the server runs.</summary>
internal static class SigV4Command
{
    private const int LongestRequest = 1024 * 1024;
    private const int Accepted = 0;
    private const int Refused = 1;

    /// <summary>The command as it runs in a shell: standard input, the process's environment, the real clock.</summary>
    public static Command Create() => Create(Console.OpenStandardInput, Environment.GetEnvironmentVariable, TimeProvider.System);

    /// <summary>The command over any input, environment and clock.</summary>
    public static Command Create(Func<Stream> input, Func<string, string?> environment, TimeProvider clock)
    {
        var at = new Option<string?>("--at")
        {
            Description = "The verifier's clock: 2015-08-30T12:36:00Z, 20150830T123600Z or Unix seconds; now by default",
            HelpName = "TIME",
        };
        var region = new Option<string?>("--region") { Description = "The one region to allow; any well-formed one by default", HelpName = "R" };
        var service = new Option<string>("--service")
        {
            Description = "The service to expect; for s3 paths are taken as they are",
            HelpName = "S",
            DefaultValueFactory = _ => "sts",
        };
        var explain = new Option<bool>("--explain") { Description = "Print the canonical request and the string to sign; they show the session token" };
        var verify = new Command(
            "verify",
            "Verify a raw HTTP request from standard input against AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. "
            + "Example: daypass-server sigv4 verify --at 2015-08-30T12:36:00Z --service sts --explain < request.txt")
        { at, region, service, explain };
        verify.SetAction(async (parse, cancelled) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            if (!TryReadTime(parse.GetValue(at), clock, out var now))
            {
                await error.WriteLineAsync("--at is not a time");
                return Refused;
            }

            if (environment("AWS_ACCESS_KEY_ID") is not { Length: > 0 } id || environment("AWS_SECRET_ACCESS_KEY") is not { Length: > 0 } secret)
            {
                await error.WriteLineAsync("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set");
                return Refused;
            }

            var rules = SigV4Rules.For(parse.GetValue(service)!);
            if (parse.GetValue(region) is { } only)
            {
                rules = rules with { Regions = RegionRule.Only(only) };
            }

            await using var standardInput = input();
            if (await ReadAll(standardInput, cancelled) is not { } bytes)
            {
                await output.WriteLineAsync("refused: RequestEntityTooLarge: the request is longer than 1 MiB");
                return Refused;
            }

            if (!RawRequest.TryParse(bytes, out var request, out var fault))
            {
                await output.WriteLineAsync($"refused: BadRequest: {fault}");
                return Refused;
            }

            var credentials = new SigningCredentials(id, Secret.FromText(secret), environment("AWS_SESSION_TOKEN") is { Length: > 0 } token ? token : null);
            return Answer(request, credentials, rules, now, parse.GetValue(explain), output);
        });
        return new Command("sigv4", "Look into AWS Signature Version 4") { verify };
    }

    private static int Answer(RawRequest request, SigningCredentials credentials, SigV4Rules rules, DateTimeOffset now, bool explain, TextWriter output)
    {
        var verifier = new SigV4Verifier(rules, new SigningKeys());
        var bodyHash = SHA256.HashData(request.Body);
        var parsed = verifier.Parse(request.Signed, now);
        var refusal = parsed.Succeeded ? Verify(verifier, request, parsed.Value, credentials, bodyHash) : parsed.Error;
        output.WriteLine(refusal is null ? "accepted" : $"refused: {refusal.Code}: {Why(refusal)}");
        if (explain && parsed.Succeeded)
        {
            var texts = verifier.Explain(request.Signed, parsed.Value, bodyHash);
            output.WriteLine($"\ncanonical request:\n{texts.CanonicalRequest}\n\nstring to sign:\n{texts.StringToSign}");
        }

        return refusal is null ? Accepted : Refused;
    }

    /// <summary>The server's order: key, token, signature, and a token that a long-term key does not have last.</summary>
    private static AwsError? Verify(SigV4Verifier verifier, RawRequest request, in SigV4Authorization authorization, SigningCredentials credentials,
        byte[] bodyHash)
    {
        if (!authorization.AccessKeyId.Span.SequenceEqual(credentials.AccessKeyId))
        {
            return SigningErrors.InvalidClientTokenId("signed with another key than AWS_ACCESS_KEY_ID");
        }

        if (credentials.SessionToken is { } expected)
        {
            if (authorization.SessionToken is not { } sent)
            {
                return SigningErrors.InvalidClientTokenId("AWS_SESSION_TOKEN is set and the request has no session token");
            }

            if (!Secret.FromText(expected).Equals(Secret.FromText(sent)))
            {
                return SigningErrors.InvalidClientTokenId("the session token is not AWS_SESSION_TOKEN");
            }
        }

        return verifier.VerifySignature(request.Signed, authorization, credentials.SecretAccessKey, bodyHash)
            ?? (credentials.SessionToken is null && authorization.SessionToken is not null
                ? SigningErrors.InvalidClientTokenId("the request has a session token and AWS_SESSION_TOKEN is not set")
                : null);
    }

    private static string Why(AwsError refusal) => refusal.Message is null ? refusal.Reason! : $"{refusal.Message.TrimEnd()} [{refusal.Reason}]";

    private static async Task<byte[]?> ReadAll(Stream input, CancellationToken cancelled)
    {
        var bytes = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (await input.ReadAsync(chunk, cancelled) is > 0 and var read)
        {
            bytes.Write(chunk, 0, read);
            if (bytes.Length > LongestRequest)
            {
                return null;
            }
        }

        return bytes.ToArray();
    }

    private static bool TryReadTime(string? text, TimeProvider clock, out DateTimeOffset time)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        time = clock.GetUtcNow();
        if (text is null)
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            const long LastSecond = 253402300799;
            time = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, LastSecond));
            return seconds <= LastSecond;
        }

        return DateTimeOffset.TryParseExact(text, ["yyyyMMdd'T'HHmmss'Z'", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, Utc, out time);
    }
}
