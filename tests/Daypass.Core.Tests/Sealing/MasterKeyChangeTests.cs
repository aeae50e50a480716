using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

/// <summary>Another master key takes the place of the one in use; nodes learn of it from the ring.</summary>
public sealed class MasterKeyChangeTests
{
    private readonly MemoryKeyStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly MasterKey _old = MasterKey.NewRandom();
    private readonly MasterKey _next = MasterKey.NewRandom();
    private IReadOnlyList<MasterKey> _source = [];

    [Fact]
    public async Task A_node_takes_the_key_up_when_the_ring_is_under_it()
    {
        var (envelope, node) = await Start();
        var (stored, token) = (envelope.Seal("access-key", "AKIA1", [1]), node.Mint.Mint(Node.Grant, TimeSpan.FromHours(1)).Token.Text!);
        _source = [_old, _next];
        await Rewrap();
        await node.Ring.Reload(default);

        Assert.Equal((_next.Id, null), (envelope.CurrentId, envelope.Missing));
        Assert.Equal([1], envelope.Open("access-key", "AKIA1", stored));
        Assert.True(envelope.IsOutdated(stored));
        var renewed = envelope.Renew("access-key", "AKIA1", stored);
        Assert.Same(renewed, envelope.Renew("access-key", "AKIA1", renewed));
        Assert.Equal([1], new SecretEnvelope(_next).Open("access-key", "AKIA1", renewed));
        Assert.True(node.Tokens.Open(token).Succeeded);
        Assert.True((await Start(_next)).Node.Tokens.Open(token).Succeeded);
    }

    [Fact]
    public async Task A_node_without_the_key_goes_on_writes_no_secret_and_recovers()
    {
        var (envelope, node) = await Start();
        var token = node.Mint.Mint(Node.Grant, TimeSpan.FromHours(1)).Token.Text!;
        await Rewrap();
        await node.Ring.Reload(default);

        Assert.Equal(_next.Id, envelope.Missing);
        Assert.Throws<StoreUnavailableException>(() => envelope.Seal("access-key", "AKIA1", [1]));
        Assert.True(node.Tokens.Open(token).Succeeded);
        await new KeyRotation((await Start(_old, _next)).Node.Ring).Rotate(RingKey.ForSealing, default);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Ring.Reload(default));
        Assert.True(node.Tokens.Open(token).Succeeded);

        _source = [_old, _next];
        await node.Ring.Reload(default);
        Assert.Null(envelope.Missing);
        Assert.NotEmpty(envelope.Seal("access-key", "AKIA1", [1]));
    }

    [Fact]
    public async Task A_secret_under_a_key_that_is_not_known_has_the_source_read_once_a_second()
    {
        var (envelope, _) = await Start();
        var stored = new SecretEnvelope(_next).Seal("access-key", "AKIA1", [1]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<MasterKeyException>(() => envelope.Open("access-key", "AKIA1", stored));
        _source = [_old, _next];
        Assert.Throws<MasterKeyException>(() => envelope.Open("access-key", "AKIA1", stored));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1], envelope.Open("access-key", "AKIA1", stored));
    }

    /// <summary>What nobody renews would be lost with the old key.</summary>
    [Fact]
    public void Every_member_that_is_sealed_is_renewed()
    {
        var sealedMembers = typeof(Account).Assembly.GetTypes().Where(static type => type.Namespace == typeof(Account).Namespace)
            .SelectMany(static type => type.GetProperties())
            .Where(static member => member.PropertyType == typeof(byte[]) && member.Name.StartsWith("Sealed", StringComparison.Ordinal))
            .Select(static member => $"{member.DeclaringType!.Name}.{member.Name}");
        Assert.Equal(
            ["AccessKey.SealedSecret", "MfaDevice.SealedSeed", "NotificationChannel.SealedSecret", "SamlProviderKey.SealedPem", "ServerCertificate.SealedKey"],
            sealedMembers.Order(StringComparer.Ordinal));
    }

    private async Task<(SecretEnvelope Envelope, Node Node)> Start(params MasterKey[] keys)
    {
        IReadOnlyList<MasterKey> own = keys;
        _source = keys.Length == 0 ? [_old] : _source;
        var envelope = new SecretEnvelope(() => keys.Length == 0 ? _source : own, _clock);
        return (envelope, new Node(await KeyRing.Open(_store, envelope, _clock, null, default)));
    }

    private async Task Rewrap() => Assert.True(await (await Start(_old, _next)).Node.Ring.Rewrap(_next.Id, default) > 0);
}
