using Daypass.Core.Sealing;
using Daypass.Core.Sessions;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sessions;

public sealed class SessionTokenTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

    [Fact]
    public async Task A_token_is_base64_with_our_prefix_and_opens_to_the_session()
    {
        var node = await Node.Start();
        var session = Sample.Of(Sample.Full);
        var token = node.Tokens.Seal(session);

        Assert.StartsWith("DPS1", token.Text, StringComparison.Ordinal);
        Assert.All(token.Text!, static character => Assert.Contains(character, Alphabet));
        Assert.Equal(token.Text!.Length, token.Size);
        Assert.Equal(Sample.Text(session), Sample.Text((await node.Tokens.Open(token.Text, default)).Session!));
    }

    [Fact]
    public async Task A_flipped_bit_in_the_bytes_or_another_character_in_the_text_is_refused()
    {
        var node = await Node.Start();
        var text = node.Tokens.Seal(Sample.Of(Node.Grant)).Text!;
        var bytes = Convert.FromBase64String(text);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(node.Tokens.Open(Convert.ToBase64String(bytes)).Succeeded, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var at = 0; at < text.Length; at++)
        {
            foreach (var character in at == text.Length - 1 ? Alphabet : "A/ =é")
            {
                var altered = string.Concat(text.AsSpan(0, at), [character], text.AsSpan(at + 1));
                Assert.Equal(altered == text, node.Tokens.Open(altered).Succeeded);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("DPS1")]
    [InlineData("DPS1====")]
    [InlineData("IQoJb3JpZ2luX2VjEXAMPLE=")]
    [InlineData("DPS1AQAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_text_that_is_no_token_is_refused(string text)
    {
        var node = await Node.Start();
        Assert.False((await node.Tokens.Open(text, default)).Succeeded);
    }

    [Fact]
    public async Task White_space_inside_a_token_is_refused()
    {
        var node = await Node.Start();
        var text = node.Tokens.Seal(Sample.Of(Node.Grant)).Text!;
        Assert.False(node.Tokens.Open(text + "    ").Succeeded);
        Assert.False(node.Tokens.Open(text.Insert(20, "\r\n\r\n")).Succeeded);
    }

    [Fact]
    public async Task An_ordinary_role_session_has_less_than_700_characters()
    {
        var node = await Node.Start();
        Assert.InRange(node.Tokens.Seal(Sample.Of(Node.Grant)).Size, 200, 300);

        var tagged = Node.Grant with { SourceIdentity = "alice@example.com",
            Tags = [new SessionTag("Project", "Daypass"), new SessionTag("CostCenter", "12345")], Policy = Sample.Policy };
        Assert.InRange(node.Tokens.Seal(Sample.Of(tagged)).Size, 300, 699);
    }

    [Fact]
    public async Task No_token_is_longer_than_4096_characters_and_what_would_be_says_how_long()
    {
        var node = await Node.Start();
        var (fitted, refused) = (0, 0);
        for (var value = 0; value <= 256; value++)
        {
            var grant = Node.Grant with { Tags = [.. Enumerable.Range(0, 12).Select(number => new SessionTag($"tag-{number}", new string('v', value)))] };
            var token = node.Tokens.Seal(Sample.Of(grant));
            if (token.Fits)
            {
                fitted++;
                Assert.Equal(token.Size, token.Text.Length);
                Assert.InRange(token.Size, 0, SessionToken.LongestText);
                Assert.InRange(token.Utilization, 1, 100);
                Assert.True(node.Tokens.Open(token.Text).Succeeded);
            }
            else
            {
                refused++;
                Assert.True(token.Size > SessionToken.LongestText);
                Assert.True(token.Utilization > 100);
            }
        }

        Assert.True(fitted > 0 && refused > 0);
    }

    [Fact]
    public async Task The_greatest_session_a_caller_can_ask_for_is_refused_and_not_cut()
    {
        var node = await Node.Start();
        var grant = Node.Grant with { Tags = [.. Enumerable.Range(0, 50)
            .Select(static number => new SessionTag(new string('k', 120) + number, new string('v', 256)))] };
        Assert.False(node.Tokens.Seal(Sample.Of(grant)).Fits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(4093)]
    [InlineData(4096)]
    public async Task A_token_is_padded_to_the_size_asked_for(int shortest)
    {
        var node = await Node.Start();
        var token = node.Tokens.Seal(Sample.Of(Node.Grant), shortest);
        Assert.True(token.Size >= shortest);
        Assert.True(shortest <= 300 || token.Size < shortest + 4);
        Assert.True(node.Tokens.Open(token.Text).Succeeded);
    }

    [Fact]
    public async Task Minted_credentials_carry_the_account_and_whole_seconds()
    {
        var clock = new ManualClock(Sample.IssuedAt);
        clock.Advance(TimeSpan.FromMilliseconds(987));
        var node = await Node.Start(new MemoryKeyStore(), clock);
        var minted = node.Mint.Mint(Node.Grant, TimeSpan.FromSeconds(3600));
        var opened = (await node.Tokens.Open(minted.Token.Text!, default)).Session!;

        Assert.StartsWith("ASIA", opened.AccessKeyId, StringComparison.Ordinal);
        Assert.True(Protocol.AccessKeyId.TryGetAccount(opened.AccessKeyId, out var account));
        Assert.Equal("123456789012", account.ToString());
        Assert.Equal(Sample.IssuedAt, opened.IssuedAt);
        Assert.Equal(Sample.IssuedAt.AddHours(1), opened.ExpiresAt);
        Assert.Equal(Sample.Text(minted.Session), Sample.Text(opened));
        Assert.Equal(40, opened.Secret.Reveal().Length);
    }

    [Fact]
    public async Task Something_sealed_for_another_purpose_is_no_session_token()
    {
        var node = await Node.Start();
        var plain = Sample.Encode(Sample.Of(Node.Grant));
        plain = [.. plain, .. new byte[(3 - (plain.Length + TokenSealer.Overhead) % 3) % 3]];
        var bytes = new byte[3 + plain.Length + TokenSealer.Overhead];
        Convert.FromBase64String("DPS1").CopyTo(bytes, 0);
        node.Sealer.Seal(SealingPurpose.AuthorizationMessage, Sample.IssuedAt, default, plain, bytes.AsSpan(3));
        Assert.Equal(OpenOutcome.Forged, node.Tokens.Open(Convert.ToBase64String(bytes)).Outcome);

        node.Sealer.Seal(SealingPurpose.SessionToken, Sample.IssuedAt, default, plain, bytes.AsSpan(3));
        Assert.True(node.Tokens.Open(Convert.ToBase64String(bytes)).Succeeded);
    }

    [Fact]
    public async Task A_size_beyond_the_greatest_cannot_be_asked_for()
    {
        var node = await Node.Start();
        Assert.Throws<ArgumentOutOfRangeException>(() => node.Tokens.Seal(Sample.Of(Node.Grant), SessionToken.LongestText + 1));
    }

    /// <summary>Who is told that a session is too large sees how much has to go.</summary>
    [Fact]
    public async Task The_size_grows_by_four_characters_for_three_more_whether_it_fits_or_not()
    {
        var node = await Node.Start();
        var sizes = Enumerable.Range(2700, 300).Select(length => node.Tokens.Seal(Sample.Of(Node.Grant with { SourceIdentity = new string('s', length) })).Size)
            .ToArray();
        Assert.True(sizes[0] < SessionToken.LongestText && sizes[^1] > SessionToken.LongestText);
        for (var at = 3; at < sizes.Length; at++)
        {
            Assert.Equal(4, sizes[at] - sizes[at - 3]);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 1)]
    [InlineData(41, 2)]
    [InlineData(2048, 50)]
    [InlineData(4055, 99)]
    [InlineData(4056, 100)]
    [InlineData(4096, 100)]
    [InlineData(4097, 101)]
    [InlineData(8192, 200)]
    public void The_share_of_the_greatest_size_is_rounded_up(int size, int percent) => Assert.Equal(percent, new SealedSession(null, size).Utilization);

    [Fact]
    public async Task A_token_of_ours_that_is_longer_than_any_may_be_is_refused()
    {
        var node = await Node.Start();
        Assert.Equal(OpenOutcome.Opened, node.Tokens.Open(SealedBytes(node, Sample.Encode(Sample.Of(Node.Grant)), SessionToken.LongestText)).Outcome);
        var longer = node.Tokens.Open(SealedBytes(node, Sample.Encode(Sample.Of(Node.Grant)), SessionToken.LongestText + 4));
        Assert.Equal(new OpenedSession(OpenOutcome.Malformed, null, 0), longer);
    }

    /// <summary>A newer node may write a form that this one does not know.</summary>
    [Fact]
    public async Task What_is_sealed_but_no_session_is_malformed_and_names_its_key()
    {
        var node = await Node.Start();
        var bytes = Sample.Encode(Sample.Of(Node.Grant));
        bytes[0]++;
        Assert.Equal(new OpenedSession(OpenOutcome.Malformed, null, 1), await node.Tokens.Open(SealedBytes(node, bytes, 1000), default));
    }

    [Fact]
    public async Task Nothing_but_a_key_that_is_not_known_makes_a_node_read_the_ring()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var node = await Node.Start(store, clock);
        var text = node.Tokens.Seal(Sample.Of(Node.Grant)).Text!;
        clock.Advance(node.Ring.Options.ReloadNoFasterThan);
        var readings = store.Readings;
        foreach (var other in new[] { "", "DPS1====", "DPS1AQAA", text[..^4], $"{text[..^4]}AAAA", text })
        {
            Assert.NotEqual(OpenOutcome.UnknownKey, (await node.Tokens.Open(other, default)).Outcome);
        }

        Assert.Equal(readings, store.Readings);
    }

    private static string SealedBytes(Node node, byte[] session, int characters)
    {
        var bytes = new byte[characters / 4 * 3];
        Convert.FromBase64String(SessionToken.Prefix).CopyTo(bytes, 0);
        var plain = new byte[bytes.Length - 3 - TokenSealer.Overhead];
        session.CopyTo(plain, 0);
        node.Sealer.Seal(SealingPurpose.SessionToken, Sample.IssuedAt, default, plain, bytes.AsSpan(3));
        return Convert.ToBase64String(bytes);
    }
}
