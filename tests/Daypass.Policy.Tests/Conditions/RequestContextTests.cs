using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests.Conditions;

public sealed class RequestContextTests
{
    private readonly RequestContext _context = new();

    [Fact]
    public void A_later_value_replaces_an_earlier_one_whatever_the_case()
    {
        _context.Add("aws:PrincipalTag/", "Team", "red");
        _context.Add("aws:principaltag/team", "blue");
        Assert.True(_context.TryGet("aws:PrincipalTag/TEAM", out var value));
        Assert.Equal(("blue", 1), (value, _context.Count));
        _context.Add("AWS:PrincipalTag/TE", "am", "green");
        Assert.True(_context.TryGet("aws:PrincipalTag/team", out value));
        Assert.Equal(("green", 1), (value, _context.Count));
    }

    [Fact]
    public void A_key_that_was_cut_off_is_not_remembered()
    {
        _context.Add("aws:SecureTransport", "true");
        _context.Add("aws:ResourceTag/team", "web");
        Assert.True(_context.Contains("aws:ResourceTag/team"));
        _context.Truncate(1);
        Assert.False(_context.Contains("aws:ResourceTag/team"));
        Assert.True(_context.Contains("aws:SecureTransport"));
    }

    [Fact]
    public void Letters_beyond_ASCII_compare_without_case_too()
    {
        _context.Add("aws:PrincipalTag/", "Größe", "1");
        Assert.True(_context.TryGet("aws:PrincipalTag/GRÖßE", out _));
    }

    [Fact]
    public void Single_and_multivalued_keys_are_kept_apart()
    {
        _context.Add("one", "a");
        _context.Add("many", ["a"]);
        _context.Add("none", (IReadOnlyList<string>)[]);
        Assert.True(_context.TryGet("one", out _));
        Assert.False(_context.TryGet("many", out _));
        Assert.True(_context.Contains("none"));
        Assert.Equal(["one=a", "many=a", "none="], _context.Entries().Select(static entry => $"{entry.Key}={string.Join(',', entry.Value)}"));
    }

    [Fact]
    public void Values_are_appended_even_after_other_keys()
    {
        _context.Append("aws:TagKeys", "a");
        _context.Add("other", "x");
        _context.Append("aws:tagkeys", "b");
        _context.Append("aws:TagKeys", "c");
        Assert.Equal(["a", "b", "c"], _context.Entries().First().Value);
    }

    [Fact]
    public void The_clock_is_written_out_when_asked_for()
    {
        _context.AddTime(new DateTimeOffset(2026, 3, 1, 13, 0, 0, 999, TimeSpan.FromHours(1)));
        Assert.True(_context.TryGet("aws:CurrentTime", out var time));
        Assert.True(_context.TryGet("aws:EpochTime", out var epoch));
        Assert.Equal(("2026-03-01T12:00:00Z", "1772366400"), (time, epoch));
    }

    [Theory]
    [InlineData("""{"DateEquals":{"aws:CurrentTime":"2026-03-01T12:00:00Z"}}""", true)]
    [InlineData("""{"DateEquals":{"aws:EpochTime":"2026-03-01T12:00:00Z"}}""", true)]
    [InlineData("""{"NumericEquals":{"aws:EpochTime":"1772366400"}}""", true)]
    [InlineData("""{"StringLike":{"aws:CurrentTime":"2026-*"}}""", true)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2026-03-01T12:00:00Z"}}""", false)]
    [InlineData("""{"NumericEquals":{"aws:CurrentTime":"1772366400"}}""", false)]
    [InlineData("""{"Null":{"aws:EpochTime":"false"}}""", true)]
    public void The_clock_is_read_by_every_operator_as_its_text_would_be(string condition, bool allowed)
    {
        var request = Ask.Request(Principal.User("arn:aws:iam::111111111111:user/a"), "a:b");
        var set = new PolicySet { IdentityPolicies = [Ask.Named(Ask.Allow("*", "*", condition))] };
        request.Context.AddTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero));
        Assert.Equal(allowed, PolicyEngine.Decide(request, set).IsAllowed);
        request.Context.Clear();
        request.Context.Add("aws:CurrentTime", "2026-03-01T12:00:00Z");
        request.Context.Add("aws:EpochTime", "1772366400");
        Assert.Equal(allowed, PolicyEngine.Decide(request, set).IsAllowed);
    }

    [Fact]
    public void What_was_looked_up_before_is_not_remembered_after_a_change()
    {
        var request = Ask.Request(Principal.User("arn:aws:iam::111111111111:user/a"), "a:b");
        var set = new PolicySet
        {
            IdentityPolicies = [Ask.Named(Ask.Allow("*", "*", """{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"DateLessThan":{"test:Date":"2020"}}"""))],
        };
        Assert.False(PolicyEngine.Decide(request, set).IsAllowed);
        request.Context.Add("aws:SourceIp", "10.0.0.1");
        request.Context.Add("test:Date", "2019");
        Assert.True(PolicyEngine.Decide(request, set).IsAllowed);
        request.Context.Add("aws:SourceIp", "11.0.0.1");
        Assert.False(PolicyEngine.Decide(request, set).IsAllowed);
        request.Context.Add("aws:SourceIp", "10.0.0.1");
        request.Context.Add("test:Date", "2021");
        Assert.False(PolicyEngine.Decide(request, set).IsAllowed);
        request.Context.Clear();
        request.Context.Add("test:Date", "2019");
        Assert.False(PolicyEngine.Decide(request, set).IsAllowed);
    }

    [Fact]
    public void It_grows_past_its_first_size()
    {
        for (var i = 0; i < 500; i++)
        {
            _context.Add("aws:RequestTag/", $"k{i}", $"v{i}");
            _context.Append("aws:TagKeys", $"k{i}");
        }

        Assert.True(_context.TryGet("aws:RequestTag/K499", out var value));
        Assert.Equal(("v499", 501, 500), (value, _context.Count, _context.Entries().Single(static entry => entry.Key == "aws:TagKeys").Value.Count));
    }
}
