using Daypass.Protocol.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daypass.Generator.Tests;

public sealed class CachingTests
{
    private const string Sample =
        """
        /// <summary>Do something.</summary>
        [Operation("DoSomething", Service.Sts, Errors = new[] { "A" })]
        public sealed partial record DoSomethingRequest
        {
            /// <summary>The name.</summary>
            [Length(1, 64), OneOf("a", "b")]
            public required string Name { get; init; }
        }
        """;

    [Fact]
    public void A_change_elsewhere_makes_no_record_be_written_again()
    {
        var compilation = Generation.Compile(Sample);
        var driver = Generation.Driver(tracking: true).RunGenerators(compilation);
        var changed = compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("namespace Elsewhere; public class Unrelated { }", (CSharpParseOptions)compilation.SyntaxTrees[0].Options));
        Assert.All(Reasons(driver.RunGenerators(changed)),
            static reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    [Fact]
    public void A_change_inside_a_record_makes_it_be_written_again()
    {
        var compilation = Generation.Compile(Sample);
        var driver = Generation.Driver(tracking: true).RunGenerators(compilation);
        var changed = Generation.Compile(Sample.Replace("Length(1, 64)", "Length(1, 65)", StringComparison.Ordinal));
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(driver.RunGenerators(changed)));
    }

    [Fact]
    public void A_change_of_layout_makes_nothing_be_written_again()
    {
        var compilation = Generation.Compile(Sample);
        var driver = Generation.Driver(tracking: true).RunGenerators(compilation);
        var result = driver.RunGenerators(Generation.Compile(Sample + "\n\npublic class Unrelated { }"));
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, Reasons(result));
    }

    private static List<IncrementalStepRunReason> Reasons(GeneratorDriver driver)
    {
        var reasons = driver.GetRunResult().Results.Single().TrackedSteps[ProtocolGenerator.RecordStep].SelectMany(static step => step.Outputs)
            .Select(static output => output.Reason).ToList();
        Assert.NotEmpty(reasons);
        return reasons;
    }
}
