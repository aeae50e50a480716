using System.Security.Cryptography;

namespace Daypass.Protocol.Signing;

/// <summary>A key derived for one access key, day, region and service; immutable, so that threads may share it.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key = new byte[SHA256.HashSizeInBytes];
    private readonly string _accessKeyId;
    private readonly string _day;
    private readonly string _region;
    private readonly string _service;
    private readonly Secret? _secret;

    /// <summary>A keyed hash that one thread at a time borrows by exchanging it for null: hash objects must never be shared.</summary>
    private IncrementalHash? _idle;
    private bool _used;

    private SigningKey(string accessKeyId, string day, string region, string service, Secret? secret)
    {
        _accessKeyId = accessKeyId;
        _day = day;
        _region = region;
        _service = service;
        _secret = secret;
    }

    /// <summary>The access key it was derived for.</summary>
    public ReadOnlySpan<char> AccessKeyId => _accessKeyId;

    /// <summary>The day the key is good for, <c>YYYYMMDD</c>.</summary>
    public ReadOnlySpan<char> Day => _day;

    /// <summary>The scope's region.</summary>
    public ReadOnlySpan<char> Region => _region;

    /// <summary>True when the other key differs at most in the secret.</summary>
    public bool IsSameScope(SigningKey other) =>
        _accessKeyId == other._accessKeyId && _day == other._day && _region == other._region && _service == other._service;

    /// <summary>Derives the key: four HMACs.</summary>
    public static SigningKey Derive(
        ReadOnlySpan<char> accessKeyId, ReadOnlySpan<char> day, ReadOnlySpan<char> region, ReadOnlySpan<char> service, Secret secret)
    {
        var derived = new SigningKey(accessKeyId.ToString(), day.ToString(), region.ToString(), service.ToString(), secret);
        DerivedKey.Derive(secret, day, region, service, derived._key);
        return derived;
    }

    /// <summary>A key that somebody else derived: its secret is not known here.</summary>
    public static SigningKey FromDerived(string accessKeyId, string day, string region, string service, ReadOnlySpan<byte> key)
    {
        var derived = new SigningKey(accessKeyId, day, region, service, null);
        key.CopyTo(derived._key);
        return derived;
    }

    /// <summary>True when this is the key of such a scope.</summary>
    public bool IsForScope(
        ReadOnlySpan<char> wantedAccessKeyId, ReadOnlySpan<char> wantedDay, ReadOnlySpan<char> wantedRegion, ReadOnlySpan<char> wantedService) =>
        wantedAccessKeyId.SequenceEqual(_accessKeyId) && wantedDay.SequenceEqual(_day) && wantedRegion.SequenceEqual(_region)
        && wantedService.SequenceEqual(_service);

    /// <summary>True when this is the key for exactly these, the secret included.</summary>
    public bool IsFor(ReadOnlySpan<char> wantedAccessKeyId, ReadOnlySpan<char> wantedDay, ReadOnlySpan<char> wantedRegion, ReadOnlySpan<char> wantedService,
        Secret wantedSecret) =>
        IsForScope(wantedAccessKeyId, wantedDay, wantedRegion, wantedService)
        && (ReferenceEquals(wantedSecret, _secret) || wantedSecret.Equals(_secret));

    /// <summary>Writes the 32 bytes of HMAC-SHA-256 over a text.</summary>
    public void Sign(ReadOnlySpan<byte> text, Span<byte> mac)
    {
        if (Interlocked.Exchange(ref _idle, null) is { } borrowed)
        {
            borrowed.AppendData(text);
            borrowed.GetHashAndReset(mac);
            GiveBack(borrowed);
            return;
        }

        HMACSHA256.HashData(_key, text, mac);
        if (_used)
        {
            GiveBack(IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key));
        }

        // A key that signs once, as most of those derived for sessions do, is not worth a hash object of its own.
        _used = true;
    }

    private void GiveBack(IncrementalHash hash)
    {
        if (Interlocked.CompareExchange(ref _idle, hash, null) is not null)
        {
            hash.Dispose();
        }
    }
}
