using Daypass.Core.Sealing;

namespace Daypass.Core.Tests.Sealing;

public sealed class SecretEnvelopeTests
{
    private static readonly byte[] Secret = "wJalrXUtnFEMI"u8.ToArray();

    private readonly MasterKey _master = MasterKey.NewRandom();

    [Fact]
    public void A_secret_opens_for_its_own_purpose_and_entity_only()
    {
        var envelope = new SecretEnvelope(_master);
        var stored = envelope.Seal("access-key", "AKIA1", Secret);

        Assert.Equal(Secret, envelope.Open("access-key", "AKIA1", stored));
        Assert.Null(envelope.Open("access-key", "AKIA2", stored));
        Assert.Null(envelope.Open("mfa-seed", "AKIA1", stored));
        Assert.Null(envelope.Open("access-keyA", "KIA1", stored));
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_refused()
    {
        var envelope = new SecretEnvelope(_master);
        var stored = envelope.Seal("access-key", "AKIA1", Secret);
        for (var bit = 0; bit < 8 * stored.Length; bit++)
        {
            var altered = (byte[])stored.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            if (bit / 8 is >= 1 and <= 4)
            {
                Assert.Throws<MasterKeyException>(() => envelope.Open("access-key", "AKIA1", altered));
            }
            else
            {
                Assert.Null(envelope.Open("access-key", "AKIA1", altered));
            }
        }

        Assert.Null(envelope.Open("access-key", "AKIA1", stored.AsSpan(0, 20)));
        Assert.Null(envelope.Open("access-key", "AKIA1", []));
    }

    [Fact]
    public void A_former_master_key_still_opens_and_says_that_the_secret_is_outdated()
    {
        var stored = new SecretEnvelope(_master).Seal("access-key", "AKIA1", Secret);
        var renewed = new SecretEnvelope(MasterKey.NewRandom(), _master);

        Assert.Equal(Secret, renewed.Open("access-key", "AKIA1", stored));
        Assert.True(renewed.IsOutdated(stored));
        Assert.False(renewed.IsOutdated(renewed.Seal("access-key", "AKIA1", Secret)));
    }

    [Fact]
    public void The_same_secret_never_looks_the_same_twice()
    {
        var envelope = new SecretEnvelope(_master);
        Assert.NotEqual(envelope.Seal("access-key", "AKIA1", Secret), envelope.Seal("access-key", "AKIA1", Secret));
    }

    [Fact]
    public void Nothing_at_all_can_be_sealed_and_opens()
    {
        var envelope = new SecretEnvelope(_master);
        var stored = envelope.Seal("access-key", "AKIA1", []);
        Assert.Empty(envelope.Open("access-key", "AKIA1", stored)!);
        Assert.Null(envelope.Open("access-key", "AKIA1", stored.AsSpan(1)));
        Assert.Null(envelope.Open("access-key", "AKIA1", stored.AsSpan(0, stored.Length - 1)));
    }

    [Fact]
    public void The_master_key_of_an_envelope_is_read_from_a_whole_one_only()
    {
        var stored = new SecretEnvelope(_master).Seal("access-key", "AKIA1", []);
        Assert.Equal(_master.Id, SecretEnvelope.KeyIdOf(stored));
        Assert.Null(SecretEnvelope.KeyIdOf(stored.AsSpan(0, stored.Length - 1)));
        Assert.Null(SecretEnvelope.KeyIdOf([2, .. stored.AsSpan(1)]));

        var other = new SecretEnvelope(MasterKey.NewRandom());
        for (var length = 0; length <= stored.Length; length++)
        {
            // The version and the four bytes of the fingerprint.
            Assert.Equal(length >= 5, other.IsOutdated(stored.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_secret_that_does_not_open_is_not_renewed()
    {
        var stored = new SecretEnvelope(_master).Seal("access-key", "AKIA1", Secret);
        var failure = Assert.Throws<InvalidDataException>(() => new SecretEnvelope(MasterKey.NewRandom(), _master).Renew("access-key", "AKIA2", stored));
        Assert.Equal("The stored secret 'access-key' of AKIA2 does not open under its master key.", failure.Message);
    }
}
