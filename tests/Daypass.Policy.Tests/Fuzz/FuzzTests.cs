using System.Diagnostics;
using System.Text;
using Daypass.Policy.Advising;
using Daypass.Policy.Cases;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Policy.Tests.Differential;
using Daypass.Policy.Tests.Vectors;
using Daypass.Policy.TrustPolicies;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Tests.Fuzz;

/// <summary>Whatever bytes arrive: no exception, and no case that takes long.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Seeds = [.. DecisionVectors.Files().SelectMany(DecisionVectors.Read).SelectMany(Documents).Distinct().Take(400)];

    private static int Cases => Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 1_000_000 : 30_000;

    [Fact]
    public void Random_bytes_never_throw() => Run(21, dice =>
    {
        var bytes = new byte[dice.Roll(200)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)dice.Roll(256);
        }

        return bytes;
    });

    [Fact]
    public void Mutated_documents_never_throw() => Run(22, dice =>
    {
        var bytes = Encoding.UTF8.GetBytes(dice.Pick(Seeds)).ToList();
        for (var edits = 1 + dice.Roll(4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = dice.Roll(bytes.Count);
            switch (dice.Roll(5))
            {
                case 0:
                    bytes[at] = (byte)dice.Roll(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(dice.Pick(Splices)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(dice.Roll(40), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(dice.Roll(20), bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    });

    [Fact]
    public void Mutated_cases_never_throw()
    {
        var lines = DecisionVectors.Files().SelectMany(DecisionVectors.Read).Select(vector => vector.GetRawText()).ToArray();
        var dice = new Dice(23);
        var cases = new PolicyCases();
        for (var i = 0; i < Cases / 3; i++)
        {
            var line = dice.Pick(lines).ToCharArray();
            for (var edits = 1 + dice.Roll(3); edits > 0; edits--)
            {
                line[dice.Roll(line.Length)] = "\"{}[]:,\\0aé\uD800*$"[dice.Roll(14)];
            }

            var text = new string(line);
            text = dice.Chance(20) ? text.Insert(dice.Roll(text.Length), dice.Pick(Splices)) : text;
            Assert.StartsWith("{\"id\":", cases.Evaluate(text), StringComparison.Ordinal);
        }
    }

    private static readonly string[] Splices =
    [
        "\"", "\\", "\\ud800", "\\ud800\\udc00", "\\u0000", "*", "?", "${", "}", "${aws:username}", "{", "[", "]", ",", ":", "null", "1e999", "\u00e9", "\uFEFF", "\"Sid\":\"x\",",
    ];

    private static void Run(ulong seed, Func<Dice, byte[]> make)
    {
        var dice = new Dice(seed);
        var pool = new Pool(seed, 50);
        var request = new AuthorizationRequest();
        var compiled = 0;
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Cases; i++)
        {
            var bytes = make(dice);
            var kind = (PolicyKind)dice.Roll(8);
            var drawn = GeneratedCase.Draw(dice, pool, request);
            var started = Stopwatch.GetTimestamp();
            var read = Ask(bytes, kind, drawn);
            var took = Stopwatch.GetElapsedTime(started);
            if (took > TimeSpan.FromMilliseconds(10))
            {
                // Another process may have had the processor meanwhile; the quickest of a few runs is the case's own cost.
                took = Enumerable.Range(0, 5).Min(_ => Time(() => Ask(bytes, kind, drawn)));
            }

            compiled += read ? 1 : 0;
            slowest = took > slowest ? took : slowest;
            Assert.True(took < TimeSpan.FromMilliseconds(10), $"{took}: {Encoding.UTF8.GetString(bytes)}");
        }

        Assert.True(seed != 22 || compiled > Cases / 30, $"only {compiled} mutants were documents");
    }

    private static bool Ask(byte[] bytes, PolicyKind kind, GeneratedCase drawn)
    {
        var text = Encoding.UTF8.GetString(bytes);
        _ = PolicyChecker.Check(text, kind);
        _ = PolicyAdvice.For(text, kind);
        _ = TrustPolicyText.Show(text, static value => value + "x");
        if (!CompiledPolicy.TryCompile(bytes, kind, null, out var policy, out var fault))
        {
            Assert.NotEqual("", fault.Message);
            return false;
        }

        _ = policy.ContextKeys;
        var named = new NamedPolicy("fuzz", policy);
        drawn.Policies.IdentityPolicies = [named];
        drawn.Policies.ResourcePolicy = named;
        _ = PolicyEngine.Decide(drawn.Request, drawn.Policies, new DecisionTrace());
        return true;
    }

    private static TimeSpan Time(Func<bool> act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started);
    }

    private static IEnumerable<string> Documents(System.Text.Json.JsonElement vector)
    {
        foreach (var name in new[] { "identityPolicies", "sessionPolicies", "endpointPolicies" })
        {
            if (vector.TryGetProperty(name, out var list))
            {
                foreach (var document in list.EnumerateArray())
                {
                    yield return document.GetRawText();
                }
            }
        }

        if (vector.TryGetProperty("resourcePolicy", out var policy))
        {
            yield return policy.GetRawText();
        }
    }
}
