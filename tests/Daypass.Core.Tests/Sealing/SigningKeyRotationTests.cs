using System.Text;
using System.Text.Json;
using Daypass.Core.Outbound;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

public sealed class SigningKeyRotationTests
{
    private const string Account = "123456789012";

    private readonly MemoryKeyStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly KeyRingOptions _options = new();

    [Theory]
    [InlineData(JwtPurpose.Rs256)]
    [InlineData(JwtPurpose.Es384)]
    public async Task A_key_is_published_before_it_signs_and_stays_published_until_its_tokens_are_dead(string algorithm)
    {
        var node = await Node.Start(_store, _clock);
        var (signer, issuer) = Parts(node);
        var purpose = JwtPurpose.Create(Account, algorithm);
        await node.Rotation.Ensure(purpose, default);
        var first = signer.Sign(Account, algorithm, "{}"u8)!;
        Assert.Single(KeyIds(issuer));

        await node.Rotation.Rotate(purpose, default);
        Assert.Equal(2, KeyIds(issuer).Count);
        Assert.Equal(KeyIdOf(first), KeyIdOf(signer.Sign(Account, algorithm, "{}"u8)!));

        _clock.Advance(_options.JwtPropagation);
        await node.Rotation.Advance(default);
        Assert.NotEqual(KeyIdOf(first), KeyIdOf(signer.Sign(Account, algorithm, "{}"u8)!));
        Assert.Contains(KeyIdOf(first), KeyIds(issuer));
        Assert.NotNull(signer.Verify(first));

        _clock.Advance(_options.ValidateJwtFor);
        await node.Rotation.Advance(default);
        Assert.DoesNotContain(KeyIdOf(first), KeyIds(issuer));
        Assert.Null(signer.Verify(first));
        Assert.Equal(KeyState.Retired, _store[2].State);
    }

    [Fact]
    public async Task A_key_may_be_kept_for_less_time_than_its_successor_is_published_before_it_signs()
    {
        Assert.True(WebIdentityIssuer.KeySetMaxAge < (await Node.Start()).Ring.Options.JwtPropagation);
    }

    [Fact]
    public async Task A_flipped_bit_in_a_token_or_another_header_is_not_believed()
    {
        var node = await Node.Start(_store, _clock);
        var (signer, _) = Parts(node);
        await node.Rotation.Ensure(JwtPurpose.Create(Account, JwtPurpose.Es384), default);
        var token = signer.Sign(Account, JwtPurpose.Es384, """{"sub":"x"}"""u8)!;
        Assert.Equal(Account, signer.Verify(token)!.Value.Account);

        for (var at = 0; at < token.Length; at++)
        {
            var altered = string.Concat(token.AsSpan(0, at), token[at] == 'A' ? "B" : "A", token.AsSpan(at + 1));
            Assert.True(signer.Verify(altered) is null || at == token.Length - 1, $"character {at}");
        }

        var parts = token.Split('.');
        foreach (var header in new[] { """{"alg":"none"}""", """{"kid":"RSA_2","typ":"JWT","alg":"RS256"}""", """{"kid":"EC384_1","typ":"JWT","alg":"ES384"}""",
            """{"kid":"EC384_99","typ":"JWT","alg":"ES384"}""" })
        {
            Assert.Null(signer.Verify($"{Convert.ToBase64String(Encoding.UTF8.GetBytes(header)).TrimEnd('=')}.{parts[1]}.{parts[2]}"));
        }

        Assert.Null(signer.Verify($"{parts[0]}.{parts[1]}."));
        Assert.Null(signer.Verify(""));
        Assert.Null(signer.Verify("...."));
    }

    [Fact]
    public async Task One_key_signs_on_all_cores_at_once()
    {
        var node = await Node.Start(_store, _clock);
        var (signer, _) = Parts(node);
        await node.Rotation.Ensure(JwtPurpose.Create(Account, JwtPurpose.Rs256), default);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount + 2 }, number =>
        {
            var payload = Encoding.UTF8.GetBytes($$"""{"number":{{number}}}""");
            Assert.Equal(payload, signer.Verify(signer.Sign(Account, JwtPurpose.Rs256, payload)!)!.Value.Payload);
        });
    }

    [Fact]
    public async Task Keys_of_one_account_sign_for_no_other()
    {
        var node = await Node.Start(_store, _clock);
        var (signer, issuer) = Parts(node);
        await node.Rotation.Ensure(JwtPurpose.Create(Account, JwtPurpose.Rs256), default);
        Assert.Null(signer.Sign("210987654321", JwtPurpose.Rs256, "{}"u8));
        Assert.Null(issuer.KeySet("210987654321"));
        Assert.Null(issuer.Discovery("210987654321"));
    }

    private static (WebIdentitySigner Signer, WebIdentityIssuer Issuer) Parts(Node node)
    {
        var signer = new WebIdentitySigner(node.Ring);
        return (signer, new WebIdentityIssuer(node.Ring, signer, new PublicAddress("https://sts.example.com/")));
    }

    private static List<string> KeyIds(WebIdentityIssuer issuer)
    {
        using var set = JsonDocument.Parse(issuer.KeySet(Account)!.Value);
        Assert.DoesNotContain("\"d\"", set.RootElement.GetRawText(), StringComparison.Ordinal);
        return [.. set.RootElement.GetProperty("keys").EnumerateArray().Select(static key => key.GetProperty("kid").GetString()!)];
    }

    private static string KeyIdOf(string token)
    {
        var header = token.Split('.')[0];
        using var document = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(header));
        return document.RootElement.GetProperty("kid").GetString()!;
    }
}
