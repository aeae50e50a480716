using BenchmarkDotNet.Attributes;
using Daypass.Protocol.Signing;

namespace Daypass.Benchmarks.Signing;

/// <summary>What it costs a client to sign.</summary>
[MemoryDiagnoser]
public class SignBenchmarks
{
    private readonly SigV4Signer _once = new(SignedExamples.Rules, "us-east-1");
    private readonly SigV4Signer _often = new(SignedExamples.Rules, "us-east-1", new SigningKeys());
    private readonly SigningCredentials _credentials = SignedExamples.Credentials(700);

    [Benchmark(Baseline = true)]
    public int Header() => _once.Sign(SignedExamples.Post, SignedExamples.BodyHash, _credentials, SignedExamples.Now).Count;

    [Benchmark]
    public int Header_with_a_cached_key() => _often.Sign(SignedExamples.Post, SignedExamples.BodyHash, _credentials, SignedExamples.Now).Count;

    [Benchmark]
    public string Presigned_with_a_cached_key() =>
        _often.Presign(SignedExamples.Get, SignedExamples.NoBody, _credentials, SignedExamples.Now, TimeSpan.FromMinutes(1));
}
