using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Daypass.Protocol.Signing;

namespace Daypass.Benchmarks.Signing;

/// <summary>What it costs to believe a request, the hash of its body apart.</summary>
[MemoryDiagnoser]
public class VerifyBenchmarks
{
    private readonly SigV4Verifier _warm = new(SignedExamples.Rules, new SigningKeys());
    private readonly SigningKeys _emptied = new(4);
    private SigV4Verifier _cold = null!;
    private SignedRequest _post;
    private SignedRequest _get;

    /// <summary>Characters of the session token; 0 is a long-term key.</summary>
    [Params(0, 700)]
    public int Token { get; set; }

    [GlobalSetup]
    public void Sign()
    {
        _cold = new SigV4Verifier(SignedExamples.Rules, _emptied);
        _post = SignedExamples.SignedPost(SignedExamples.Credentials(Token));
        _get = SignedExamples.PresignedGet(SignedExamples.Credentials(Token));
        if (!Header_with_a_cached_key() || !Header_with_a_derived_key() || !Presigned_with_a_cached_key() || Unknown_key())
        {
            throw new InvalidOperationException("The examples do not verify.");
        }
    }

    [Benchmark(Baseline = true)]
    public bool Header_with_a_cached_key() => Verify(_warm, _post, SignedExamples.BodyHash);

    [Benchmark]
    public bool Header_with_a_derived_key()
    {
        _emptied.Clear();
        return Verify(_cold, _post, SignedExamples.BodyHash);
    }

    [Benchmark]
    public bool Presigned_with_a_cached_key() => Verify(_warm, _get, SignedExamples.NoBody);

    [Benchmark]
    public bool Unknown_key()
    {
        var parsed = _warm.Parse(_post, SignedExamples.Now);
        _warm.VerifyDecoy(_post, parsed.Value, SignedExamples.BodyHash);
        return !parsed.Succeeded;
    }

    [Benchmark]
    public bool First_step_only() => _warm.Parse(_post, SignedExamples.Now).Succeeded;

    [Benchmark]
    public int Hash_of_the_body()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return SHA256.HashData(SignedExamples.Body, hash);
    }

    private static bool Verify(SigV4Verifier verifier, in SignedRequest request, byte[] bodyHash)
    {
        var parsed = verifier.Parse(request, SignedExamples.Now);
        return parsed.Succeeded && verifier.VerifySignature(request, parsed.Value, SignedExamples.Secret, bodyHash) is null;
    }
}
