using System.Collections.Concurrent;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests.Differential;

/// <summary>Chains of scope down policies on generated policy sets: what the last session of a chain may do, every session before it may do.</summary>
public sealed class ScopeTests
{
    private const int Cases = 100_000;
    private const int Block = 5_000;

    [Fact]
    public void Nothing_that_a_chain_may_do_is_not_allowed_to_every_ancestor()
    {
        var pools = Enumerable.Range(0, 4).Select(static i => new Pool(0x5C09ED + (ulong)i, 1_000)).ToArray();
        var broken = new ConcurrentQueue<string>();
        var (allowed, narrowed, named) = (0, 0, 0);
        Parallel.For(0, Cases / Block, block =>
        {
            var (dice, pool) = (new Dice(0x5C0 + (ulong)block), pools[block % pools.Length]);
            var request = new AuthorizationRequest();
            for (var i = 0; i < Block; i++)
            {
                var drawn = GeneratedCase.Draw(dice, pool, request);
                var names = dice.Chance(50) && Name(drawn, dice);
                var chain = Enumerable.Range(0, 1 + dice.Roll(3)).Select(_ => pool.Pick(PolicyKind.Session, dice).Compiled).ToArray();
                var before = Decide(drawn, []);
                for (var layers = 1; layers <= chain.Length; layers++)
                {
                    var after = Decide(drawn, chain[..layers]);
                    if (after.IsAllowed && !before.IsAllowed)
                    {
                        broken.Enqueue($"layer {layers} of {chain.Length}, {before} then {after}: {drawn}");
                    }

                    if (before.IsAllowed)
                    {
                        Interlocked.Increment(ref after.IsAllowed ? ref allowed : ref narrowed);
                        Interlocked.Add(ref named, names && !after.IsAllowed ? 1 : 0);
                    }

                    before = after;
                }
            }
        });

        Assert.True(broken.IsEmpty, $"{broken.Count} chains do more than an ancestor, the first:\n{string.Join('\n', broken.Take(3))}");
        // Otherwise the run shows nothing: much has to be allowed, much taken away, and much of that from sessions that the resource names.
        Assert.True(allowed > Cases / 10 && narrowed > Cases / 20 && named > Cases / 50, $"{allowed} allowed, {narrowed} narrowed, {named} named");
    }

    private static Decision Decide(GeneratedCase drawn, NamedPolicy[] scopes)
    {
        drawn.Policies.ScopePolicies = scopes;
        return PolicyEngine.Decide(drawn.Request, drawn.Policies);
    }

    /// <summary>Puts a resource policy there that names the caller itself, its issuer or its account; false for callers that cannot be named.</summary>
    private static bool Name(GeneratedCase drawn, Dice dice)
    {
        var caller = drawn.Request.Principal;
        if (caller.Arn is not { } arn || caller.Kind is PrincipalKind.Service or PrincipalKind.Federated)
        {
            return false;
        }

        var who = dice.Chance(70) ? arn : caller.IssuerArn is { } issuer && dice.Chance(50) ? issuer : $"arn:aws:iam::{caller.Account}:root";
        var isRole = RequestTraits.IsOnRole(drawn.Request);
        var resource = isRole ? "" : ""","Resource":"*" """;
        drawn.Policies.ResourcePolicy = Pool.Compile(
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{who}}}"},"Action":"*"{{{resource}}}}}""",
            isRole ? PolicyKind.Trust : PolicyKind.Resource, null).Compiled;
        return true;
    }
}
