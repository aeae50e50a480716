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

        var tagged = Node.Grant with { SourceIdentity = "alice@example.com", Tags = [new SessionTag("Project", "Daypass"), new SessionTag("CostCenter", "12345")], Policy = Sample.Policy };
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
        var grant = Node.Grant with { Tags = [.. Enumerable.Range(0, 50).Select(static number => new SessionTag(new string('k', 120) + number, new string('v', 256)))] };
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
        var clock = new ManualClock();
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
}
