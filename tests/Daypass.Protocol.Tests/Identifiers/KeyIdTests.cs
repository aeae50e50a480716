namespace Daypass.Protocol.Tests.Identifiers;

public class KeyIdTests
{
    [Theory]
    [InlineData("AKIA")]
    [InlineData("ASIA")]
    [InlineData("LKIA")]
    public void A_made_key_id_carries_its_account(string prefix)
    {
        foreach (var number in (long[])[0, 1, 123456789012, 999999999999, 549755813888])
        {
            var account = AccountId.FromNumber(number)!.Value;
            for (var i = 0; i < 500; i++)
            {
                var id = AccessKeyId.New(prefix, account);
                Assert.Equal(20, id.Length);
                Assert.StartsWith(prefix, id, StringComparison.Ordinal);
                Assert.True(AccessKeyId.IsWellFormed(id));
                Assert.Contains(id[4], "QRSTUVWXYZ23456");
                Assert.True(AccessKeyId.TryGetAccount(id, out var found));
                Assert.Equal(account, found);
                Assert.Equal(number, AsOtherToolsDecode(id));
            }
        }
    }

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("AKIAI44QH8DHBEXAMPLE")]
    [InlineData("")]
    [InlineData("AKIA")]
    [InlineData("AKIAQAAAAAAAAAAAAAA")]
    [InlineData("AKIAQAAAAAAAAAAAAAAAA")]
    [InlineData("AKIAqAAAAAAAAAAAAAAA")]
    [InlineData("AKIAQAAAAAAAAAAAAAA1")]
    [InlineData("AKIA7777777777777777")]
    public void An_id_without_an_account_decodes_to_none(string id) => Assert.False(AccessKeyId.TryGetAccount(id, out _));

    [Theory]
    [InlineData(UniqueIdKind.Role, "AROA")]
    [InlineData(UniqueIdKind.User, "AIDA")]
    [InlineData(UniqueIdKind.Group, "AGPA")]
    [InlineData(UniqueIdKind.ManagedPolicy, "ANPA")]
    [InlineData(UniqueIdKind.InstanceProfile, "AIPA")]
    public void A_unique_id_is_its_prefix_and_seventeen_characters_that_carry_the_account(UniqueIdKind kind, string prefix)
    {
        var account = AccountId.Parse("210987654321");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 1000; i++)
        {
            var id = UniqueId.New(kind, account);
            Assert.Equal(21, id.Length);
            Assert.StartsWith(prefix, id, StringComparison.Ordinal);
            Assert.True(UniqueId.IsWellFormed(id, kind));
            Assert.True(UniqueId.TryGetAccount(id, out var found));
            Assert.Equal(account, found);
            Assert.True(seen.Add(id));
        }
    }

    [Fact]
    public void A_unique_id_of_one_kind_is_not_one_of_another()
    {
        var id = UniqueId.New(UniqueIdKind.Role, AccountId.Parse("210987654321"));
        Assert.False(UniqueId.IsWellFormed(id, UniqueIdKind.User));
        Assert.False(UniqueId.IsWellFormed(id.AsSpan(0, 20), UniqueIdKind.Role));
        Assert.False(AccessKeyId.IsWellFormed(id));
    }

    [Theory]
    [InlineData("AKI", "ASIA")]
    [InlineData("AKIAX", "ASIA")]
    [InlineData("akia", "ASIA")]
    [InlineData("AKIA", "AS-A")]
    [InlineData("AKIA", "AKIA")]
    public void Prefixes_that_could_not_be_told_apart_or_read_are_refused(string longTerm, string temporary) =>
        Assert.Throws<ArgumentException>(() => new AccessKeyPrefixes(longTerm, temporary));

    [Fact]
    public void Prefixes_of_ones_own_are_kept()
    {
        var prefixes = new AccessKeyPrefixes("DKIA", "DSIA");
        Assert.Equal(("DKIA", "DSIA"), (prefixes.LongTerm, prefixes.Temporary));
        Assert.Equal(("AKIA", "ASIA"), (AccessKeyPrefixes.Aws.LongTerm, AccessKeyPrefixes.Aws.Temporary));
    }

    /// <summary>The published decoder: base32, the first six bytes, mask, shift.</summary>
    private static long AsOtherToolsDecode(string id)
    {
        var bits = System.Numerics.BigInteger.Zero;
        foreach (var character in id[4..])
        {
            bits = (bits * 32) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(character, StringComparison.Ordinal);
        }

        return ((long)(bits >> 32) & 0x7FFFFFFFFF80) >> 7;
    }
}
