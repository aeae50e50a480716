using BenchmarkDotNet.Attributes;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;

namespace Daypass.Benchmarks.Policies;

/// <summary>What a session policy costs when a session first appears on a node.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private const string Document =
        """{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"""
        + """ "Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/${aws:username}/*"],"""
        + """ "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}""";

    [Benchmark(Description = "compile a session policy of one statement")]
    public bool Compile() => CompiledPolicy.TryCompile(Document, PolicyKind.Session, out _, out _);
}
