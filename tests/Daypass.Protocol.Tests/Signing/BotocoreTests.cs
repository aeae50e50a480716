using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

/// <summary>Holds both directions against botocore's signer, on random requests of a fixed seed. DAYPASS_LONG=1 runs many more.</summary>
public class BotocoreTests
{
    private const int Seed = 20260504;

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static readonly string[] AddedBySigning = ["Authorization", "X-Amz-Date", "X-Amz-Security-Token"];

    [BotocoreFact]
    public async Task What_botocore_signs_we_accept_and_what_we_sign_is_what_botocore_signs()
    {
        var count = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 100_000 : 2_000;
        using var python = Start(Seed.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture));
        var complaints = python.StandardError.ReadToEndAsync();
        var seen = 0;
        while (await python.StandardOutput.ReadLineAsync() is { } line)
        {
            var sample = JsonSerializer.Deserialize<Sample>(line, CamelCase)!;
            AssertAccepted(sample);
            AssertSignedAlike(sample);
            seen++;
        }

        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await complaints);
        Assert.Equal(count, seen);
    }

    private static void AssertAccepted(Sample sample)
    {
        var verifier = new SigV4Verifier(SigV4Rules.For(sample.Service), new SigningKeys(4));
        var verified = verifier.Verify(sample.Request, sample.BodyHash, sample.Time, (in SigV4Authorization _) => (Result<Secret>)Secret.FromText(sample.Secret));
        Assert.True(verified.Succeeded, $"{verified.Error?.Reason}: {sample.Target}");
        Assert.Equal(sample.Token, verified.Value.SessionToken);
        var texts = verifier.Explain(sample.Request, verified.Value, sample.BodyHash);
        Assert.Equal(sample.CanonicalRequest, texts.CanonicalRequest);
        Assert.Equal(sample.StringToSign, texts.StringToSign);
    }

    private static void AssertSignedAlike(Sample sample)
    {
        var signer = new SigV4Signer(SigV4Rules.For(sample.Service), sample.Region);
        var credentials = new SigningCredentials(sample.AccessKeyId, Secret.FromText(sample.Secret), sample.Token);
        var headers = sample.Request.Headers.ToArray().Where(header => !AddedBySigning.Contains(header.Name)).ToArray();
        var unsigned = new SignedRequest(sample.Method, sample.UnsignedTarget, headers);
        if (sample.Form == "query")
        {
            Assert.Equal(sample.Target, signer.Presign(unsigned, sample.BodyHash, credentials, sample.Time, TimeSpan.FromSeconds(sample.Expires)));
        }
        else if (!headers.Any(header => header.Name == "Date"))
        {
            // botocore signs with a Date header when it is given one; we always send X-Amz-Date.
            Assert.Equal(sample.Request.Header("Authorization"), signer.Sign(unsigned, sample.BodyHash, credentials, sample.Time)[^1].Value);
        }
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Signing", "botocore_signer.py"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private sealed record Sample(
        string Form, string Method, string UnsignedTarget, string Target, string[][] Headers, string Body, string Service, string Region, string At, int Expires,
        string AccessKeyId, string Secret, string? Token, string CanonicalRequest, string StringToSign)
    {
        public SignedRequest Request => new(Method, Target, Headers.Select(header => new HeaderField(header[0], header[1])).ToArray());

        public byte[] BodyHash => SHA256.HashData(Convert.FromBase64String(Body));

        public DateTimeOffset Time => DateTimeOffset.Parse(At, CultureInfo.InvariantCulture);
    }
}
