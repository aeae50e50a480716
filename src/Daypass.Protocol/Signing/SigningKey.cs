using System.Security.Cryptography;

namespace Daypass.Protocol.Signing;

/// <summary>A key derived for one access key, day, region and service; immutable, so that threads may share it.</summary>
internal sealed class SigningKey
{
    private readonly byte[] key = new byte[SHA256.HashSizeInBytes];
    private readonly string accessKeyId;
    private readonly string day;
    private readonly string region;
    private readonly string service;
    private readonly Secret secret;

    /// <summary>A keyed hash that one thread at a time borrows by exchanging it for null: hash objects must never be shared.</summary>
    private IncrementalHash? idle;
    private bool used;

    private SigningKey(string accessKeyId, string day, string region, string service, Secret secret)
    {
        this.accessKeyId = accessKeyId;
        this.day = day;
        this.region = region;
        this.service = service;
        this.secret = secret;
    }

    /// <summary>The access key it was derived for.</summary>
    public ReadOnlySpan<char> AccessKeyId => accessKeyId;

    /// <summary>The day the key is good for, <c>YYYYMMDD</c>.</summary>
    public ReadOnlySpan<char> Day => day;

    /// <summary>The scope's region.</summary>
    public ReadOnlySpan<char> Region => region;

    /// <summary>True when the other key differs at most in the secret.</summary>
    public bool IsSameScope(SigningKey other) =>
        accessKeyId == other.accessKeyId && day == other.day && region == other.region && service == other.service;

    /// <summary>Derives the key: four HMACs.</summary>
    public static SigningKey Derive(ReadOnlySpan<char> accessKeyId, ReadOnlySpan<char> day, ReadOnlySpan<char> region, ReadOnlySpan<char> service, Secret secret)
    {
        var derived = new SigningKey(accessKeyId.ToString(), day.ToString(), region.ToString(), service.ToString(), secret);
        var seed = new Utf8Buffer(stackalloc byte[128]);
        try
        {
            seed.Append("AWS4"u8);
            seed.Append(secret.AsUtf8());
            Step(seed.Written, day, derived.key);
            Step(derived.key, region, derived.key);
            Step(derived.key, service, derived.key);
            Step(derived.key, StringToSign.Terminator, derived.key);
            return derived;
        }
        finally
        {
            seed.Dispose();
        }
    }

    /// <summary>True when this is the key for exactly these, the secret included.</summary>
    public bool IsFor(ReadOnlySpan<char> wantedAccessKeyId, ReadOnlySpan<char> wantedDay, ReadOnlySpan<char> wantedRegion, ReadOnlySpan<char> wantedService, Secret wantedSecret) =>
        wantedAccessKeyId.SequenceEqual(accessKeyId)
        && wantedDay.SequenceEqual(day)
        && wantedRegion.SequenceEqual(region)
        && wantedService.SequenceEqual(service)
        && (ReferenceEquals(wantedSecret, secret) || wantedSecret.Equals(secret));

    /// <summary>Writes the 32 bytes of HMAC-SHA-256 over a text.</summary>
    public void Sign(ReadOnlySpan<byte> text, Span<byte> mac)
    {
        if (Interlocked.Exchange(ref idle, null) is { } borrowed)
        {
            borrowed.AppendData(text);
            borrowed.GetHashAndReset(mac);
            GiveBack(borrowed);
            return;
        }

        HMACSHA256.HashData(key, text, mac);
        if (used)
        {
            GiveBack(IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        }

        // A key that signs once, as most of those derived for sessions do, is not worth a hash object of its own.
        used = true;
    }

    private void GiveBack(IncrementalHash hash)
    {
        if (Interlocked.CompareExchange(ref idle, hash, null) is not null)
        {
            hash.Dispose();
        }
    }

    private static void Step(ReadOnlySpan<byte> key, ReadOnlySpan<char> text, Span<byte> next)
    {
        var utf8 = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            utf8.AppendUtf8(text);
            HMACSHA256.HashData(key, utf8.Written, next);
        }
        finally
        {
            utf8.Dispose();
        }
    }
}
