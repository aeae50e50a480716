using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daypass.Protocol.Tests.Identifiers;

public partial class SecretTests
{
    private const string Canary = "canary+wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXA";

    private sealed record Holder(string Name, Secret Key);

    [Fact]
    public void A_fresh_secret_is_forty_characters_of_base64()
    {
        var seen = new HashSet<Secret>();
        for (var i = 0; i < 1000; i++)
        {
            var secret = Secret.NewAccessKey();
            Assert.Matches(FortyCharacters(), secret.Reveal());
            Assert.True(seen.Add(secret));
        }
    }

    [Fact]
    public void It_shows_itself_to_nobody_who_does_not_ask()
    {
        var secret = Secret.FromText(Canary);
        Assert.Equal("[secret]", secret.ToString());
        Assert.Equal("[secret]", $"{secret}");
        Assert.DoesNotContain(Canary, new Holder("x", secret).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(new Holder("x", secret)), StringComparison.Ordinal);
        Assert.Equal(Canary, secret.Reveal());
    }

    [Fact]
    public void Two_secrets_are_equal_when_their_bytes_are()
    {
        Assert.Equal(Secret.FromText(Canary), Secret.FromUtf8("canary+wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXA"u8));
        Assert.Equal(Secret.FromText(Canary).GetHashCode(), Secret.FromText(Canary).GetHashCode());
        Assert.NotEqual(Secret.FromText(Canary), Secret.FromText(Canary.AsSpan(1)));
        Assert.False(Secret.FromText(Canary).Equals(null));
        Assert.False(Secret.FromText(Canary).Equals((object)Canary));
    }

    [Fact]
    public void It_keeps_its_own_copy_of_the_bytes()
    {
        var bytes = "abc"u8.ToArray();
        var secret = Secret.FromUtf8(bytes);
        bytes[0] = (byte)'x';
        Assert.Equal("abc", secret.Reveal());
    }

    [GeneratedRegex("^[A-Za-z0-9+/]{40}$")]
    private static partial Regex FortyCharacters();
}
