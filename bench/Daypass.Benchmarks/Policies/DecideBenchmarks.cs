using BenchmarkDotNet.Attributes;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;

namespace Daypass.Benchmarks.Policies;

/// <summary>Decisions on compiled policies. Bars: 1, 20 and 3 microseconds, and no byte allocated in any.</summary>
[MemoryDiagnoser]
public class DecideBenchmarks
{
    private readonly Scenario _one = Scenario.Read("one-statement");
    private readonly Scenario _many = Scenario.Read("two-hundred-statements");
    private readonly Scenario _assume = Scenario.Read("assume-role");

    [Benchmark(Description = "1 policy, 1 statement")]
    public Decision OneStatement() => PolicyEngine.Decide(_one.Request, _one.Policies);

    [Benchmark(Description = "10 policies x 20 statements, the last one allows")]
    public Decision TwoHundredStatements() => PolicyEngine.Decide(_many.Request, _many.Policies);

    [Benchmark(Description = "AssumeRole: identity, trust, boundary, 3 SCP levels")]
    public Decision AssumeRole() => PolicyEngine.Decide(_assume.Request, _assume.Policies);
}
