using System.Collections.Concurrent;
using System.Globalization;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;
using Daypass.Policy.Tests.Reference;
using Xunit.Abstractions;

namespace Daypass.Policy.Tests.Differential;

/// <summary>The engine against the second evaluator.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Block = 5_000;

    [Fact]
    public void Engine_and_second_evaluator_never_differ() => Compare(100_000, 1);

    [Fact]
    [Trait("Category", "slow")]
    public void They_do_not_differ_in_a_million_cases_either() => Compare(1_000_000, 2);

    private void Compare(int cases, ulong run)
    {
        var pools = Enumerable.Range(0, 4).Select(i => new Pool((run * 0xDA1A55) + (ulong)i, 1_500)).ToArray();
        var differences = new ConcurrentQueue<string>();
        var outcomes = new ConcurrentDictionary<string, int>();
        Parallel.For(0, cases / Block, block =>
        {
            var dice = new Dice(((ulong)block * 7919) + run);
            var request = new AuthorizationRequest();
            for (var i = 0; i < Block; i++)
            {
                var drawn = GeneratedCase.Draw(dice, pools[block % pools.Length], request);
                var decision = PolicyEngine.Decide(drawn.Request, drawn.Policies);
                var engine = Name(decision.Outcome);
                var reference = ReferenceEvaluator.Decide(drawn.Reference);
                outcomes.AddOrUpdate($"{engine} {decision.Layer}", 1, static (_, count) => count + 1);
                if (engine != reference)
                {
                    differences.Enqueue($"engine {engine} ({decision.Layer}), reference {reference}: {drawn}");
                }
            }
        });

        foreach (var (outcome, count) in outcomes.OrderByDescending(static pair => pair.Value))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,8} {outcome}"));
        }

        Assert.True(differences.IsEmpty, $"{differences.Count} differences, the first:\n{string.Join('\n', differences.Take(3))}");
        // A run in which some outcome hardly ever happens shows nothing about it.
        foreach (var layer in new[] { "allowed Identity", "allowed Resource", "allowed Trust", "explicitDeny Identity", "explicitDeny Trust",
            "implicitDeny Session", "implicitDeny Scope", "implicitDeny Boundary", "implicitDeny ServiceControl" })
        {
            Assert.True(outcomes.GetValueOrDefault(layer) > cases / 500, layer);
        }
    }

    private static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ExplicitDeny => "explicitDeny",
        _ => "implicitDeny",
    };
}
