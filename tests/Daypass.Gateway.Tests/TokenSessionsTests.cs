using System.Globalization;
using System.Net;
using Daypass.Gateway.Routes;
using Daypass.Gateway.Tokens;
using Daypass.Testing;

namespace Daypass.Gateway.Tests;

/// <summary>How long sessions of tokens are kept, and how many.</summary>
public sealed class TokenSessionsTests
{
    private static readonly TokenRule Rule = new("arn:aws:iam::111122223333:role/web", null);

    [Fact]
    public async Task A_session_is_kept_until_shortly_before_it_ends_and_for_its_token_and_role_alone()
    {
        var clock = new ManualClock();
        using var server = new StubServer(clock);
        using var http = new HttpMessageInvoker(server);
        var sessions = new TokenSessions(new SessionClient(http, new Uri("http://sts.example.com")), clock);
        var first = (await sessions.Get("a.b.c", Rule, default)).Value!.SessionToken;
        clock.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal(first, (await sessions.Get("a.b.c", Rule, default)).Value!.SessionToken);
        Assert.Equal(1, server.Questions);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(first, (await sessions.Get("a.b.c", Rule, default)).Value!.SessionToken);
        await sessions.Get("a.b.d", Rule, default);
        await sessions.Get("a.b.c", Rule with { Role = "arn:aws:iam::111122223333:role/other" }, default);
        Assert.Equal(4, server.Questions);
        sessions.Forget("a.b.d", Rule);
        await sessions.Get("a.b.d", Rule, default);
        Assert.Equal(5, server.Questions);
        foreach (var none in new[] { "", "a.b", "a.b.c.d", "a b.c.d", "a.b.\u00e9" })
        {
            Assert.Equal(401, (await sessions.Get(none, Rule, default)).Error?.Status);
        }

        Assert.Equal(5, server.Questions);
    }

    [Fact]
    public async Task Memory_is_bounded_whatever_tokens_come()
    {
        var clock = new ManualClock();
        using var server = new StubServer(clock);
        using var http = new HttpMessageInvoker(server);
        var sessions = new TokenSessions(new SessionClient(http, new Uri("http://sts.example.com")), clock);
        for (var number = 0; number < 10_100; number++)
        {
            await sessions.Get(string.Create(CultureInfo.InvariantCulture, $"a.b.{number}"), Rule, default);
        }

        Assert.InRange(sessions.Count, 1, 10_000);
    }

    private sealed class StubServer(TimeProvider clock) : HttpMessageHandler
    {
        public int Questions { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Questions++;
            var end = (clock.GetUtcNow() + TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($"""
                    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
                    <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token-{Questions}</SessionToken>
                    <Expiration>{end}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                    """),
            });
        }
    }
}
