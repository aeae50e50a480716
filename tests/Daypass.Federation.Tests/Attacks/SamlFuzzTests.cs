using System.Security.Cryptography;
using System.Text;
using Daypass.Federation.Saml.Encryption;
using Daypass.Federation.Tests.Saml;
using Daypass.Testing;
using Daypass.Testing.Saml;
using Xunit.Abstractions;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Must show 6 for responses: mutated responses with fixed seeds; none escapes as an exception, none is believed, none takes long.</summary>
public sealed class SamlFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Morsels =
    [
        "<", ">", "&", "&amp;", "&#0;", "&#xD;", "&#x110000;", "&e;", "\"", "'", "<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "<!DOCTYPE x>", "\0", "\uFEFF",
            "\uFFFE", "xmlns=\"\"", "xmlns:saml=\"urn:x\"", "xml:id=\"_assertion\"",
        " ID=\"_assertion\"", "<saml:Assertion/>", "<ds:Signature/>", "<ds:Object/>", "</saml:Assertion>", "<a><a><a><a>", "#_response",
            "<ds:Reference URI=\"\"/>", "<saml:EncryptedAssertion/>", "<xenc:CipherValue/>", "AAAA", "2026-07-01T12:00:00Z",
    ];

    [Fact]
    public async Task A_hundred_thousand_mutated_responses_are_refused_without_an_exception_and_quickly()
    {
        var count = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 1_000_000 : 100_000;
        var world = new SamlWorld();
        using var recipient = RSA.Create(2048);
        Assert.True(SamlDecryptionKey.TryRead(recipient.ExportPkcs8PrivateKeyPem(), out var key));
        var provider = world.Provider with { PrivateKeys = [key] };
        var encrypted = world.Idp.Issue(world.Draft);
        XmlEncrypter.Encrypt(encrypted, recipient);
        string[] seeds = [world.Idp.Issue(world.Draft).OuterXml, world.Idp.Issue(world.Draft, signResponse: true).OuterXml, encrypted.OuterXml];
        var unchanged = world.Verifier.Verify(TestSamlIdp.Encode(seeds[0]), provider, SamlDraft.Role).Value!;
        var random = new FixedDraw(20260702);
        var budget = new TimeBudget(TimeSpan.FromMilliseconds(50));
        var accepted = 0;
        for (var index = 0; index < count; index++)
        {
            var response = Mutate(random.Of(seeds), random);
            await budget.Measure(index, () =>
            {
                var result = world.Verifier.Verify(response, provider, SamlDraft.Role);
                if (result.Succeeded)
                {
                    // A change outside of what is signed may leave the response good; who it speaks for must then be the same.
                    Assert.Equal((unchanged.Subject, unchanged.RoleSessionName, unchanged.Audience, unchanged.LongestSession),
                        (result.Value.Subject, result.Value.RoleSessionName, result.Value.Audience, result.Value.LongestSession));
                    accepted++;
                }
                else
                {
                    Assert.Equal(400, result.Error.Status);
                    Assert.DoesNotContain("DP-SAML-00", result.Error.Reason, StringComparison.Ordinal);
                }

                return Task.CompletedTask;
            });
        }

        output.WriteLine($"{count} responses, {accepted} of them changed outside of what is signed and good, slowest {budget.Slowest.TotalMilliseconds:F2} "
            + $"ms, {budget.Retries} measured again");
        Assert.InRange(accepted, 0, count / 2);
    }

    private static string Mutate(string seed, FixedDraw random)
    {
        if (random.Next(8) == 0)
        {
            var noise = new byte[random.Next(400)];
            random.Fill(noise);
            return random.Next(2) == 0 ? Encoding.Latin1.GetString(noise) : Convert.ToBase64String(noise);
        }

        var bent = new StringBuilder(seed);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bent.Length);
            switch (random.Next(6))
            {
                case 0:
                    bent.Remove(at, Math.Min(random.Next(1, 30), bent.Length - at));
                    break;
                case 1:
                    bent.Insert(at, random.Of(Morsels));
                    break;
                case 2:
                    bent[at] = (char)random.Next(1, 0x300);
                    break;
                case 3:
                    bent.Insert(at, bent.ToString(at, Math.Min(random.Next(1, 400), bent.Length - at)));
                    break;
                case 4:
                    var from = random.Next(bent.Length);
                    bent.Insert(at, bent.ToString(from, Math.Min(random.Next(1, 400), bent.Length - from)));
                    break;
                default:
                    bent[at] = (char)(bent[at] ^ (1 << random.Next(7)));
                    break;
            }
        }

        var octets = Encoding.UTF8.GetBytes(bent.ToString());
        if (random.Next(10) == 0)
        {
            octets[random.Next(octets.Length)] ^= (byte)(1 << random.Next(8));
        }

        return Convert.ToBase64String(octets);
    }
}
