using Daypass.Core.Sessions;
using Daypass.Core.Tests.Fakes;

namespace Daypass.Core.Tests.Sessions;

public sealed class SessionCodecTests
{
    private static readonly int FuzzRounds = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 5_000_000 : 100_000;

    private const string Auditor = "arn:aws:iam::111122223333:user/auditor";

    public static TheoryData<SessionKind> Kinds => [.. Enum.GetValues<SessionKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_of_every_kind_comes_back(SessionKind kind)
    {
        foreach (var grant in new[] { Node.Grant, Sample.Full, Sample.Full with { PrincipalName = "", SessionName = "", PrincipalId = "123456789012" } })
        {
            // The ancestors of a role session stand where others have their origin.
            var session = Sample.Of(grant with { Kind = kind, Origin = kind is SessionKind.Role ? null : Auditor });
            Assert.Equal(Sample.Text(session), Sample.Text(SessionCodec.Read(Sample.Encode(session), session.IssuedAt)!));
        }
    }

    /// <summary>Nodes of the version before ancestors read these tokens, as long as they meet no field that they do not know.</summary>
    [Fact]
    public void Ancestors_of_a_role_session_need_no_field_that_older_versions_do_not_know()
    {
        foreach (var ancestors in new[] { Sample.Full.Ancestors, ["AKIA2222222222222222"], [] })
        {
            var session = Sample.Of(Node.Grant with { Ancestors = ancestors });
            var bytes = Sample.Encode(session);
            Assert.Equal(ancestors, SessionCodec.Read(bytes, session.IssuedAt)!.Grant.Ancestors);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("\u0019\u0014A"u8));
        }
    }

    [Fact]
    public void Ancestors_that_are_no_keys_make_no_session()
    {
        foreach (var wrong in new[] { "AKIA", "AKIA2222222222222222 ", "arn:aws:iam::111122223333:user/auditor" })
        {
            Assert.Null(SessionCodec.Read(Sample.Encode(Sample.Of(Node.Grant with { Ancestors = [wrong] })), Sample.IssuedAt));
        }
    }

    [Theory]
    [InlineData("000000000000")]
    [InlineData("000000000001")]
    [InlineData("999999999999")]
    public void Accounts_keep_their_zeros(string account)
    {
        var session = Sample.Of(Node.Grant with { Account = account });
        Assert.Equal(account, SessionCodec.Read(Sample.Encode(session), session.IssuedAt)!.Grant.Account);
    }

    [Fact]
    public void Access_key_ids_of_every_prefix_and_body_come_back()
    {
        foreach (var id in new[] { "ASIAAAAAAAAAAAAAAAAA", "LSIA7777777777777777", "X9YZQ2B7C3D4E5F6G7H2" })
        {
            var session = Sample.Of(Node.Grant) with { AccessKeyId = id };
            Assert.Equal(id, SessionCodec.Read(Sample.Encode(session), session.IssuedAt)!.AccessKeyId);
        }
    }

    [Fact]
    public void Padding_of_zeros_may_follow_and_nothing_else()
    {
        var bytes = Sample.Encode(Sample.Of(Sample.Full));
        Assert.NotNull(SessionCodec.Read([.. bytes, .. new byte[500]], Sample.IssuedAt));
        Assert.Null(SessionCodec.Read([.. bytes, 1], Sample.IssuedAt));
        Assert.Null(SessionCodec.Read([.. bytes, 0, 0, 7], Sample.IssuedAt));
    }

    [Fact]
    public void A_cut_session_is_none()
    {
        var bytes = Sample.Encode(Sample.Of(Sample.Full));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(SessionCodec.Read(bytes.AsSpan(0, length), Sample.IssuedAt));
        }
    }

    [Fact]
    public void A_field_that_is_not_known_is_refused_because_it_may_restrict_the_session()
    {
        var bytes = Sample.Encode(Sample.Of(Node.Grant));
        Assert.Null(SessionCodec.Read([.. bytes[..^1], 200, 0], Sample.IssuedAt));
        Assert.Null(SessionCodec.Read([.. bytes[..^1], 255, 0], Sample.IssuedAt));
    }

    [Fact]
    public void A_scope_without_policies_comes_back_and_one_without_its_parent_is_refused()
    {
        var scoped = Sample.Of(Node.Grant with { Scope = new SessionScope("ASIA2222222222222222", [], null) });
        var read = SessionCodec.Read(Sample.Encode(scoped), scoped.IssuedAt)!.Grant.Scope;
        Assert.Equal(("ASIA2222222222222222", 0, null), (read!.ParentKeyId, read.Policies.Count, read.Description));

        foreach (var parent in new[] { "", "ASIA" })
        {
            var broken = Sample.Of(Node.Grant with { Scope = new SessionScope(parent, [Sample.Policy], null) });
            Assert.Null(SessionCodec.Read(Sample.Encode(broken), broken.IssuedAt));
        }
    }

    [Fact]
    public void A_fourth_scope_down_policy_is_refused()
    {
        var broken = Sample.Of(Node.Grant with { Scope = new SessionScope("ASIA2222222222222222", ["{}", "{}", "{}", "{}"], null) });
        Assert.Null(SessionCodec.Read(Sample.Encode(broken), broken.IssuedAt));
    }

    [Fact]
    public void Who_is_behind_a_session_comes_back_whole_or_the_session_is_refused()
    {
        var least = Sample.Of(Node.Grant with { Propagated = new PropagatedIdentity { Subject = "s", Issuer = "i", ProviderArn = "p" } });
        Assert.Equal(Sample.Text(least), Sample.Text(SessionCodec.Read(Sample.Encode(least), least.IssuedAt)!));
        foreach (var (subject, issuer, provider) in new[] { ("", "i", "p"), ("s", "", "p"), ("s", "i", "") })
        {
            var broken = Sample.Of(
                Node.Grant with { Propagated = new PropagatedIdentity { Subject = subject, Issuer = issuer, ProviderArn = provider } });
            Assert.Null(SessionCodec.Read(Sample.Encode(broken), broken.IssuedAt));
        }

        Assert.Equal("PropagatedIdentity { p }", least.Grant.Propagated!.ToString());
    }

    [Fact]
    public void Another_format_or_kind_is_refused()
    {
        var bytes = Sample.Encode(Sample.Of(Node.Grant));
        Assert.Null(SessionCodec.Read([2, .. bytes[1..]], Sample.IssuedAt));
        Assert.Null(SessionCodec.Read([bytes[0], 0, .. bytes[2..]], Sample.IssuedAt));
        Assert.Null(SessionCodec.Read([bytes[0], 6, .. bytes[2..]], Sample.IssuedAt));
    }

    [Fact]
    public void A_long_policy_is_compressed_and_a_compressed_length_that_lies_is_refused()
    {
        var policy = Sample.Policy.Replace("reports", string.Concat(Enumerable.Repeat("reports-", 100)), StringComparison.Ordinal);
        var bytes = Sample.Encode(Sample.Of(Node.Grant with { Policy = policy }));
        Assert.True(bytes.Length < policy.Length / 2);
        for (var at = 0; at < bytes.Length; at++)
        {
            var altered = (byte[])bytes.Clone();
            altered[at] = 0xFF;
            if (SessionCodec.Read(altered, Sample.IssuedAt) is { Grant.Policy: { } read })
            {
                Assert.True(read.Length <= 20_480);
            }
        }
    }

    [Fact]
    public void Hostile_bytes_never_throw()
    {
#pragma warning disable RS0030 // A fixed seed makes a failure repeatable.
        var random = new Random(20260901);
        var seeds = new[] { Sample.Encode(Sample.Of(Sample.Full)), Sample.Encode(Sample.Of(Node.Grant)) };
        var read = 0;
        for (var round = 0; round < FuzzRounds; round++)
        {
            var bytes = (byte[])seeds[round % seeds.Length].Clone();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (SessionCodec.Read(bytes.AsSpan(0, random.Next(bytes.Length / 2, bytes.Length + 1)), Sample.IssuedAt) is { } session)
            {
                // What is read is a session like any other: it can be written again.
                Assert.NotEmpty(Sample.Encode(session));
                read++;
            }
        }
#pragma warning restore RS0030

        Assert.True(read > 0);
    }

    [Fact]
    public void A_grant_prints_who_it_is_for_and_neither_tags_nor_policies()
    {
        Assert.Equal("SessionGrant { Role 123456789012 AROAZ3MGWV4AKBZQ5CYXD:ci-build-20260901-4711 }", Sample.Full.ToString());
        Assert.DoesNotContain(Sample.Of(Sample.Full).Secret.Reveal(), Sample.Of(Sample.Full).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_grant_prints_a_session_name_only_where_there_is_one()
    {
        var unnamed = new SessionGrant { Kind = SessionKind.UserSession, Account = "123456789012", PrincipalId = "AIDA1" };
        Assert.Equal("SessionGrant { UserSession 123456789012 AIDA1 }", unnamed.ToString());
        Assert.Equal(("", ""), (unnamed.PrincipalName, unnamed.SessionName));
    }

    [Fact]
    public void A_key_with_one_value_is_a_list_only_when_it_is_said_to_be()
    {
        Assert.False(SessionKey.Single("saml:sub", "x").IsList);
        Assert.True(new SessionKey("saml:sub", ["x"]).IsList);
        Assert.False(new SessionTag("Project", "x").Transitive);
    }

    [Fact]
    public void The_prefix_of_an_access_key_is_upper_case_letters_and_digits()
    {
        var bytes = Sample.Encode(Sample.Of(Node.Grant));
        var start = bytes.AsSpan().IndexOf("ASIA"u8);
        for (var at = start; at < start + 4; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var altered = (byte[])bytes.Clone();
                altered[at] = (byte)value;
                Assert.Equal(
                    char.IsBetween((char)value, 'A', 'Z') || char.IsBetween((char)value, '0', '9'), SessionCodec.Read(altered, Sample.IssuedAt) is not null);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ASIA")]
    [InlineData("ASIA222222222222222")]
    [InlineData("ASIA22222222222222222")]
    [InlineData("ASIA222222222222222a")]
    public void A_session_with_an_id_that_is_no_access_key_is_not_written(string id)
    {
        var failure = Assert.Throws<ArgumentException>(() => Sample.Encode(Sample.Of(Node.Grant) with { AccessKeyId = id }));
        Assert.Equal("A session's access key id is four characters and sixteen of base32. (Parameter 'id')", failure.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE")]
    [InlineData("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE=")]
    [InlineData("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYAAAA")]
    [InlineData("wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY")]
    public void A_session_with_a_secret_of_another_form_is_not_written(string text)
    {
        var failure = Assert.Throws<ArgumentException>(() => Sample.Encode(Sample.Of(Node.Grant) with { Secret = Protocol.Secret.FromText(text) }));
        Assert.Equal("A session's secret is forty characters of base64. (Parameter 'secret')", failure.Message);
    }
}
