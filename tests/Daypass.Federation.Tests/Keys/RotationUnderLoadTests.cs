using System.Collections.Concurrent;
using Daypass.Federation.Oidc.Keys;
using Daypass.Federation.Oidc.Providers;
using Daypass.Federation.Oidc.Tokens;
using Daypass.Federation.Tests.Oidc;
using Daypass.Testing.Oidc;
using Xunit.Abstractions;

namespace Daypass.Federation.Tests.Keys;

/// <summary>Must show 4: keys rotate at a real server while tokens keep coming.</summary>
public sealed class RotationUnderLoadTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly OidcWorld _world = new(static rules => rules, new KeyLifetimes());

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact, Trait("Attack", "N-ROT")]
    public async Task No_good_token_is_refused_after_at_most_one_refresh_and_no_removed_key_outlives_its_time()
    {
        const int Rotations = 12;
        var presented = 0;
        var removed = new ConcurrentQueue<(SigningKey Key, DateTimeOffset At)>();
        using var stop = new CancellationTokenSource();
        var refused = new ConcurrentBag<string>();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var key = _world.Issuer.Keys[0];
                var exp = _world.Clock.GetUtcNow().AddHours(12).ToUnixTimeSeconds();
                var result = await _world.Present(_world.Mint(claims => claims["exp"] = exp, key: key));
                Interlocked.Increment(ref presented);

                // A token is a good one only if its key is still published when the answer comes.
                if (!result.Succeeded && _world.Issuer.Keys.Contains(key))
                {
                    refused.Add(result.Error.Reason!);
                }
            }
        })).ToArray();

        for (var rotation = 0; rotation < Rotations; rotation++)
        {
            var target = Volatile.Read(ref presented) + 200;
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref presented) >= target, TimeSpan.FromSeconds(60)));

            // Every half hour a new key signs, and the one before the last goes.
            _world.Clock.Advance(TimeSpan.FromMinutes(30));
            var keys = _world.Issuer.Keys;
            if (keys.Count > 1)
            {
                removed.Enqueue((keys[1], _world.Clock.GetUtcNow()));
            }

            _world.Issuer.Keys = [SigningKey.Create(), keys[0]];
        }

        var end = Volatile.Read(ref presented) + 200;
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref presented) >= end, TimeSpan.FromSeconds(60)));
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Empty(refused);
        var longest = new KeyLifetimes().Longest;
        var outlived = 0;
        foreach (var (key, at) in removed)
        {
            if (_world.Clock.GetUtcNow() - at >= longest)
            {
                Assert.False((await _world.Present(_world.Mint(key: key))).Succeeded);
                outlived++;
            }
        }

        Assert.InRange(outlived, 5, Rotations);
        Assert.InRange(_world.Issuer.KeySetRequests, Rotations, (Rotations * 2) + 2);
        output.WriteLine($"{presented} tokens over {Rotations} rotations, {refused.Count} good ones refused, {outlived} removed keys dead, "
            + $"{_world.Issuer.KeySetRequests} fetches");
    }

    [Fact]
    public async Task Keys_verify_rightly_on_all_cores_at_once()
    {
        var provider = new OidcIssuer { Arn = "arn:cores", Url = _world.Issuer.Url, ClientIds = ["sts.amazonaws.com"] };
        _world.Issuer.Keys = [SigningKey.Create(), SigningKey.Create("ES256")];
        var tokens = _world.Issuer.Keys.Select(key => UnverifiedToken.Read(_world.Mint(key: key)).Value!).ToArray();
        var forged = UnverifiedToken.Read(_world.Mint(key: SigningKey.Create("RS256", _world.Issuer.Keys[0].Id))).Value!;

        await Parallel.ForEachAsync(Enumerable.Range(0, 4000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, cancelled) =>
        {
            var isForged = index % 5 == 0;
            var token = isForged ? forged : tokens[index % 2];
            Assert.Equal(!isForged, (await _world.Verifier.Verify(token, provider, OidcWorld.RoleArn, cancelled)).Succeeded);
        });
    }
}
