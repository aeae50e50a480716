using System.Text.Json.Nodes;
using Daypass.Core.Identity;
using Daypass.Federation.Oidc;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Protocol.Errors;
using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Federation.Tests.Keys;

/// <summary>When keys are fetched, how long they live, and what an attacker can make this server do.</summary>
public sealed class KeyCacheTests
{
    private static readonly OidcProvider Provider = new() { Arn = "arn:p", Url = "https://idp.example.com", ClientIds = ["a"] };

    private readonly ScriptedKeySource _source = new();
    private readonly ManualClock _clock = new();
    private readonly WebIdentityVerifier _verifier;

    public KeyCacheTests() => _verifier = new WebIdentityVerifier(_source, new KeyLifetimes(), _clock);

    [Fact]
    public async Task Keys_are_fetched_once_and_used_until_their_lifetime_ends()
    {
        for (var count = 0; count < 10; count++)
        {
            Assert.True((await Present(_source.Keys[0])).Succeeded);
        }

        Assert.Equal(1, _source.Fetches);
    }

    [Fact, Trait("Attack", "N-FLOOD")]
    public async Task A_thousand_tokens_at_once_on_a_cold_cache_cause_one_fetch()
    {
        _source.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = Token(_source.Keys[0]);
        var waiting = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => Present(token))).ToArray();
        _source.Held.SetResult();

        var results = await Task.WhenAll(waiting);

        Assert.All(results, static result => Assert.True(result.Succeeded));
        Assert.Equal(1, _source.Fetches);
    }

    [Fact, Trait("Attack", "N-FLOOD")]
    public async Task A_thousand_random_key_ids_cause_one_refresh_a_minute()
    {
        await Present(_source.Keys[0]);
        for (var minute = 1; minute <= 3; minute++)
        {
            for (var count = 0; count < 1000; count++)
            {
                Assert.False((await Present(_source.Keys[0].As(id: Guid.NewGuid().ToString()))).Succeeded);
            }

            Assert.Equal(1 + minute, _source.Fetches);
            _clock.Advance(TimeSpan.FromSeconds(60));
        }
    }

    [Fact, Trait("Attack", "N-FLOOD")]
    public async Task A_thousand_bad_signatures_cause_one_refresh_a_minute()
    {
        var forger = SigningKey.Create("ES256", _source.Keys[0].Id);
        for (var count = 0; count < 1000; count++)
        {
            Assert.False((await Present(forger)).Succeeded);
        }

        Assert.Equal(2, _source.Fetches);
    }

    [Fact, Trait("Attack", "N-FLOOD")]
    public async Task A_thousand_providers_keep_to_the_bound_of_the_cache()
    {
        var cache = new KeyCache(_source, new KeyLifetimes { Providers = 64 }, _clock);
        for (var index = 0; index < 1000; index++)
        {
            await cache.Of(Provider with { Arn = "arn:" + index }).Current(default);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(64, cache.Count);
        var before = _source.Fetches;
        await cache.Of(Provider with { Arn = "arn:999" }).Current(default);
        Assert.Equal(before, _source.Fetches);
        await cache.Of(Provider with { Arn = "arn:0" }).Current(default);
        Assert.Equal(before + 1, _source.Fetches);
    }

    [Fact, Trait("Attack", "N-FLOOD")]
    public async Task A_provider_that_is_down_is_not_asked_again_by_every_token()
    {
        _source.IsDown = true;
        for (var count = 0; count < 1000; count++)
        {
            Assert.Equal("IDPCommunicationError", (await Present(_source.Keys[0])).Error!.Code);
        }

        Assert.Equal(1, _source.Fetches);
        var pauses = new[] { 5, 10, 20, 40, 60, 60 };
        foreach (var pause in pauses)
        {
            _clock.Advance(TimeSpan.FromSeconds(pause - 0.001));
            var before = _source.Fetches;
            await Present(_source.Keys[0]);
            Assert.Equal(before, _source.Fetches);
            _clock.Advance(TimeSpan.FromSeconds(0.001));
            await Present(_source.Keys[0]);
            Assert.Equal(before + 1, _source.Fetches);
        }
    }

    [Fact, Trait("Attack", "N-ROT")]
    public async Task A_new_key_works_at_first_sight()
    {
        await Present(_source.Keys[0]);
        var added = SigningKey.Create("ES256");
        _source.Keys = [added, .. _source.Keys];

        Assert.True((await Present(added)).Succeeded);
        Assert.True((await Present(_source.Keys[1])).Succeeded);
        Assert.Equal(2, _source.Fetches);
    }

    [Fact, Trait("Attack", "N-ROT")]
    public async Task A_new_key_under_the_old_id_works_at_first_sight_and_the_old_one_no_more()
    {
        var old = _source.Keys[0];
        await Present(old);
        _source.Keys = [SigningKey.Create("ES256", old.Id)];

        Assert.True((await Present(_source.Keys[0])).Succeeded);
        Assert.False((await Present(old)).Succeeded);
    }

    [Fact, Trait("Attack", "N-ROT")]
    public async Task A_removed_key_works_until_the_lifetime_ends_and_not_a_moment_longer()
    {
        var removed = _source.Keys[0];
        await Present(removed);
        _source.Keys = [SigningKey.Create("ES256")];

        _clock.Advance(TimeSpan.FromMinutes(47));
        Assert.True((await Present(removed)).Succeeded);
        _clock.Advance(TimeSpan.FromMinutes(13));
        Assert.False((await Present(removed)).Succeeded);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(10, 60)]
    [InlineData(300, 300)]
    [InlineData(86_400, 3600)]
    [InlineData(null, 3600)]
    public async Task A_lifetime_that_the_provider_states_is_honoured_within_bounds(int? maxAge, int seconds)
    {
        _source.MaxAge = maxAge is { } stated ? TimeSpan.FromSeconds(stated) : null;
        var removed = _source.Keys[0];
        await Present(removed);
        _source.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _source.Keys = [SigningKey.Create("ES256")];

        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.True((await Present(removed)).Succeeded);
        _source.Held.SetResult();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False((await Present(removed)).Succeeded);
    }

    [Fact]
    public async Task Keys_are_renewed_before_their_end_without_anybody_waiting()
    {
        await Present(_source.Keys[0]);
        _source.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _clock.Advance(TimeSpan.FromMinutes(50));

        Assert.True((await Present(_source.Keys[0])).Succeeded);
        _source.Held.SetResult();
        Assert.True(SpinWait.SpinUntil(() => _source.Fetches == 2, TimeSpan.FromSeconds(10)));
    }

    [Fact, Trait("Attack", "N-DOWN")]
    public async Task While_the_provider_is_down_known_keys_work_within_the_stale_bound_and_not_beyond()
    {
        await Present(_source.Keys[0]);
        _source.IsDown = true;

        _clock.Advance(TimeSpan.FromHours(24.9));
        Assert.True((await Present(_source.Keys[0])).Succeeded);
        _clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal("IDPCommunicationError", (await Present(_source.Keys[0])).Error!.Code);
        _source.IsDown = false;
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await Present(_source.Keys[0])).Succeeded);
    }

    [Fact, Trait("Attack", "N-DOWN")]
    public async Task While_the_provider_is_down_an_unknown_key_is_refused_and_not_an_outage()
    {
        await Present(_source.Keys[0]);
        _source.IsDown = true;

        Assert.Equal("InvalidIdentityToken", (await Present(SigningKey.Create("ES256"))).Error!.Code);
    }

    [Fact]
    public async Task A_provider_whose_thumbprints_change_is_asked_anew_and_two_accounts_share_nothing()
    {
        await Present(_source.Keys[0]);
        await Present(_source.Keys[0], Provider with { Thumbprints = [new string('a', 40)] });
        await Present(_source.Keys[0], Provider with { Arn = "arn:other-account" });

        Assert.Equal(3, _source.Fetches);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_end_the_fetch_that_others_wait_for()
    {
        _source.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var impatient = new CancellationTokenSource();
        var token = UnverifiedToken.Read(Token(_source.Keys[0])).Value!;
        var first = _verifier.Verify(token, Provider, "role", impatient.Token).AsTask();
        var second = _verifier.Verify(token, Provider, "role", default).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _source.Held.SetResult();

        Assert.True((await second).Succeeded);
        Assert.Equal(1, _source.Fetches);
    }

    private Task<Result<WebIdentity>> Present(SigningKey key, OidcProvider? provider = null) => Present(Token(key), provider);

    private async Task<Result<WebIdentity>> Present(string token, OidcProvider? provider = null) =>
        await _verifier.Verify(UnverifiedToken.Read(token).Value!, provider ?? Provider, "role", default);

    private string Token(SigningKey key)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        return TokenMint.Sign(
            key,
            TokenMint.Header(key).ToJsonString(),
            new JsonObject { ["iss"] = Provider.Url, ["sub"] = "s", ["aud"] = "a", ["iat"] = now, ["exp"] = now + 900 }.ToJsonString());
    }
}
