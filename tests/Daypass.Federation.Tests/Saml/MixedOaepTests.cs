using System.Security.Cryptography;
using Daypass.Federation.Saml.Encryption;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Saml;

public sealed class MixedOaepTests
{
    private const int LabelOctets = 32;

    private static readonly RSA Recipient = RSA.Create(2048);
    private static readonly RSAParameters Key = Recipient.ExportParameters(includePrivateParameters: true);
    private static readonly OaepPadding Padding = new(HashAlgorithmName.SHA256, HashAlgorithmName.SHA1);
    private static readonly byte[] Message = [.. Enumerable.Range(1, 32).Select(static number => (byte)number)];

    public static TheoryData<string> LabelHashes => ["SHA1", "SHA256", "SHA512"];

    [Theory, MemberData(nameof(LabelHashes))]
    public void An_envelope_opens_whatever_the_hash_of_its_label_is(string label)
    {
        var padding = new OaepPadding(new HashAlgorithmName(label), HashAlgorithmName.SHA1);
        Assert.Equal(Message, MixedOaep.Open(Key, OaepSealer.Seal(Message, Recipient, padding.Label, padding.Mask), padding));
        Assert.Equal([], MixedOaep.Open(Key, OaepSealer.Seal([], Recipient, padding.Label, padding.Mask), padding)!);
    }

    [Fact]
    public void It_opens_what_the_platform_seals_and_the_platform_what_is_sealed_like_it()
    {
        foreach (var hash in new[] { HashAlgorithmName.SHA1, HashAlgorithmName.SHA256, HashAlgorithmName.SHA512 })
        {
            var same = RSAEncryptionPadding.CreateOaep(hash);
            Assert.Equal(Message, MixedOaep.Open(Key, Recipient.Encrypt(Message, same), new OaepPadding(hash, hash)));
            Assert.Equal(Message, Recipient.Decrypt(OaepSealer.Seal(Message, Recipient, hash, hash), same));
        }
    }

    [Fact]
    public void The_hashes_have_to_be_those_it_was_sealed_with()
    {
        var envelope = OaepSealer.Seal(Message, Recipient, HashAlgorithmName.SHA256, HashAlgorithmName.SHA1);
        Assert.Null(MixedOaep.Open(Key, envelope, new OaepPadding(HashAlgorithmName.SHA512, HashAlgorithmName.SHA1)));
        Assert.Null(MixedOaep.Open(Key, envelope, new OaepPadding(HashAlgorithmName.SHA1, HashAlgorithmName.SHA1)));
        Assert.Null(MixedOaep.Open(Key, envelope, new OaepPadding(HashAlgorithmName.SHA256, HashAlgorithmName.SHA256)));
    }

    [Fact]
    public void A_padding_that_is_wrong_anywhere_does_not_open()
    {
        Assert.Null(Open(first: 1));
        Assert.Null(Open(static data => data[0] ^= 1));
        Assert.Null(Open(static data => data[LabelOctets - 1] ^= 0x80));
        Assert.Null(Open(static data => data[LabelOctets] = 2));
        Assert.Null(Open(static data => data[LabelOctets + 5] = 0xFF));
        Assert.Null(Open(static data => data.AsSpan(LabelOctets).Clear()));
        Assert.Equal(Message.Length + 1, Open(static data => data[^(Message.Length + 2)] = 1)!.Length);
    }

    [Fact]
    public void An_envelope_of_another_length_or_as_large_as_the_modulus_does_not_open()
    {
        var envelope = OaepSealer.Seal(Message, Recipient, Padding.Label, Padding.Mask);
        Assert.Null(MixedOaep.Open(Key, envelope[1..], Padding));
        Assert.Null(MixedOaep.Open(Key, [0, .. envelope], Padding));
        Assert.Null(MixedOaep.Open(Key, Key.Modulus!, Padding));
        Assert.Null(MixedOaep.Open(Key, new byte[envelope.Length], Padding));
        using var small = RSA.Create(512);
        Assert.Null(MixedOaep.Open(small.ExportParameters(includePrivateParameters: true), new byte[64], Padding));
    }

    private static byte[]? Open(Action<byte[]>? spoil = null, byte first = 0) =>
        MixedOaep.Open(Key, OaepSealer.Seal(Message, Recipient, Padding.Label, Padding.Mask, spoil, first), Padding);
}
