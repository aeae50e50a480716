using BenchmarkDotNet.Attributes;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;

namespace Daypass.Benchmarks.Sealing;

/// <summary>Sealing and opening what an ordinary session token holds.</summary>
[MemoryDiagnoser]
public class SealBenchmarks
{
    private readonly byte[] _plaintext = new byte[300];
    private readonly byte[] _sealedBytes = new byte[300 + TokenSealer.Overhead];
    private TokenSealer _sealer = null!;

    /// <summary>Makes a ring with one key.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        var master = MasterKey.FromText(Convert.ToBase64String(new byte[MasterKey.Length]));
        _sealer = new TokenSealer(await KeyRing.Open(new OneKey(), new SecretEnvelope(master), TimeProvider.System, null, CancellationToken.None));
        Seal();
    }

    /// <summary>AES-256-GCM under this process's derived key.</summary>
    [Benchmark]
    public int Seal() => _sealer.Seal(SealingPurpose.SessionToken, DateTimeOffset.UnixEpoch, default, _plaintext, _sealedBytes);

    /// <summary>Opens what was sealed.</summary>
    [Benchmark]
    public bool Open() => _sealer.Open(SealingPurpose.SessionToken, default, _sealedBytes, _plaintext).Succeeded;

    private sealed class OneKey : IKeyStore
    {
        private readonly List<StoredKey> _keys = [];

        public ValueTask<IReadOnlyList<StoredKey>> All(CancellationToken cancelled) => new(_keys);

        public ValueTask<bool> TryAdd(StoredKey key, CancellationToken cancelled)
        {
            _keys.Add(key);
            return new(true);
        }

        public ValueTask<bool> TrySetState(int number, KeyState expected, KeyState state, DateTimeOffset at, CancellationToken cancelled) => new(false);

        public ValueTask<bool> TryReplace(
            IReadOnlyList<StoredKey> added, IReadOnlyList<int> retired, DateTimeOffset at, CancellationToken cancelled) => new(false);

        public ValueTask<bool> TryRewrap(IReadOnlyList<(StoredKey Read, byte[] Wrapped)> keys, CancellationToken cancelled) => new(false);

        public ValueTask<DateTimeOffset?> InvalidBefore(CancellationToken cancelled) => default;

        public ValueTask SetInvalidBefore(DateTimeOffset instant, CancellationToken cancelled) => default;
    }
}
