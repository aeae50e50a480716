using BenchmarkDotNet.Attributes;
using Daypass.Protocol.Signing;

namespace Daypass.Benchmarks.Signing;

/// <summary>What it costs a client to sign.</summary>
[MemoryDiagnoser]
public class SignBenchmarks
{
    private readonly SigV4Signer once = new(SignedExamples.Rules, "us-east-1");
    private readonly SigV4Signer often = new(SignedExamples.Rules, "us-east-1", new SigningKeys());
    private readonly SigningCredentials credentials = SignedExamples.Credentials(700);

    [Benchmark(Baseline = true)]
    public int Header() => once.Sign(SignedExamples.Post, SignedExamples.BodyHash, credentials, SignedExamples.Now).Count;

    [Benchmark]
    public int Header_with_a_cached_key() => often.Sign(SignedExamples.Post, SignedExamples.BodyHash, credentials, SignedExamples.Now).Count;

    [Benchmark]
    public string Presigned_with_a_cached_key() => often.Presign(SignedExamples.Get, SignedExamples.NoBody, credentials, SignedExamples.Now, TimeSpan.FromMinutes(1));
}
