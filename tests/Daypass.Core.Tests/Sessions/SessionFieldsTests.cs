using Daypass.Core.Sessions;
using Daypass.Core.Tests.Fakes;

namespace Daypass.Core.Tests.Sessions;

/// <summary>Fields that no writer wrote, behind a session that is whole without them.</summary>
public sealed class SessionFieldsTests
{
    // Nothing is missing here that a scope down policy or a context of a provider would need.
    private static readonly byte[] Head = Sample.Encode(Sample.Of(Node.Grant with
    {
        Scope = new SessionScope("ASIA2222222222222222", [], null),
        Propagated = new PropagatedIdentity { Subject = "s", Issuer = "i", ProviderArn = "p" },
    }))[..^1];

    public static TheoryData<byte> TagsWithText =>
        [.. Enum.GetValues<SessionFieldTag>().Except([SessionFieldTag.End, SessionFieldTag.Chained, SessionFieldTag.MfaAt]).Select(static tag => (byte)tag)];

    public static TheoryData<byte> TagsOfPairs => [(byte)SessionFieldTag.SessionTag, (byte)SessionFieldTag.TransitiveTag, (byte)SessionFieldTag.OriginContext];

    public static TheoryData<byte> TagsOfKeys => [(byte)SessionFieldTag.FederatedKey, (byte)SessionFieldTag.RequestContext];

    [Theory]
    [MemberData(nameof(TagsWithText))]
    public void A_text_that_is_longer_than_what_is_left_is_refused(byte tag)
    {
        Assert.NotNull(Read([0, 0, 0]));
        Assert.Null(Read([tag, 5, 0, 0]));
        Assert.Null(Read([tag, 5, 5, 0]));
        Assert.Null(Read([tag, 0x80]));
        Assert.Null(Read([tag]));
    }

    [Theory]
    [MemberData(nameof(TagsOfPairs))]
    public void A_pair_without_a_whole_value_is_refused(byte tag)
    {
        Assert.NotNull(Read([tag, 1, (byte)'k', 1, (byte)'v', 0]));
        Assert.Null(Read([tag, 1, (byte)'k', 5, 0]));
        Assert.Null(Read([tag, 1, (byte)'k']));
    }

    [Theory]
    [MemberData(nameof(TagsOfKeys))]
    public void A_key_without_all_its_values_is_refused(byte tag)
    {
        Assert.NotNull(Read([tag, 1, (byte)'k', 0, 1, (byte)'v', 0]));
        Assert.NotNull(Read([tag, 1, (byte)'k', 3, 1, (byte)'v', 1, (byte)'w', 0]));
        Assert.Null(Read([tag, 1, (byte)'k', 0, 5, 0]));
        Assert.Null(Read([tag, 1, (byte)'k', 3, 5, 0]));
        Assert.Null(Read([tag, 1, (byte)'k', 3, 1, (byte)'v', 5, 0]));
        Assert.Null(Read([tag, 1, (byte)'k', 0x80]));
    }

    [Fact]
    public void An_ancestor_that_is_no_key_is_refused() =>
        Assert.Null(Read([(byte)SessionFieldTag.Ancestor, 4, (byte)'A', (byte)'K', (byte)'I', (byte)'A', 0]));

    [Fact]
    public void A_time_that_is_cut_or_beyond_the_calendar_is_refused()
    {
        Assert.Null(Read([(byte)SessionFieldTag.MfaAt, 0, 0, 0]));
        Assert.Null(Read([(byte)SessionFieldTag.MfaAt, 0x3A, 0xFF, 0xF4, 0x41, 0x80, 0]));
        Assert.Equal(DateTimeOffset.MaxValue.Year, Read([(byte)SessionFieldTag.MfaAt, 0x3A, 0xFF, 0xF4, 0x41, 0x7F, 0])!.Grant.MfaAt!.Value.Year);
    }

    [Fact]
    public void What_is_said_about_somebody_who_is_not_named_is_refused()
    {
        var nobody = new PropagatedIdentity { Subject = "", Issuer = "", ProviderArn = "" };
        Assert.Null(Read(nobody)!.Grant.Propagated);
        foreach (var broken in new[]
        {
            nobody with { SubjectType = "user" }, nobody with { Issuer = "i" }, nobody with { ProviderArn = "p" },
            nobody with { Context = [new("Unit", "books")] },
            nobody with { SubjectType = "user", Issuer = "i" }, nobody with { SubjectType = "user", ProviderArn = "p" },
        })
        {
            Assert.Null(Read(broken));
        }
    }

    [Fact]
    public void Every_assertion_of_a_context_provider_comes_back()
    {
        var grant = Node.Grant with { RequestContext = [new SessionKey("a", ["1"]), new SessionKey("b", ["2", "3"]), SessionKey.Single("c", "4")] };
        var session = Sample.Of(grant);
        Assert.Equal(Sample.Text(session), Sample.Text(SessionCodec.Read(Sample.Encode(session), session.IssuedAt)!));
    }

    private static Session? Read(byte[] fields) => SessionCodec.Read([.. Head, .. fields], Sample.IssuedAt);

    private static Session? Read(PropagatedIdentity propagated) =>
        SessionCodec.Read(Sample.Encode(Sample.Of(Node.Grant with { Propagated = propagated })), Sample.IssuedAt);
}
