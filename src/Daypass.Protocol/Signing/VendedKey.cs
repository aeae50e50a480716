namespace Daypass.Protocol.Signing;

/// <summary>A derived key that was handed to a service, with the scope it is good for. Safe for any number of threads.</summary>
public sealed class VendedKey
{
    /// <summary>Takes a copy of a derived key.</summary>
    /// <param name="accessKeyId">Whose it is.</param>
    /// <param name="day">The day of the scope, <c>yyyymmdd</c>.</param>
    /// <param name="region">The region of the scope.</param>
    /// <param name="service">The service of the scope.</param>
    /// <param name="key">The 32 bytes that <see cref="DerivedKey"/> gave.</param>
    public VendedKey(string accessKeyId, string day, string region, string service, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, DerivedKey.Length, nameof(key));
        Key = SigningKey.FromDerived(accessKeyId, day, region, service, key);
    }

    internal SigningKey Key { get; }

    /// <summary>True when the key is for the scope of a claim.</summary>
    public bool IsFor(in SigV4Authorization authorization) =>
        Key.IsForScope(authorization.AccessKeyId.Span, authorization.ScopeDate.Span, authorization.Region.Span, authorization.Service.Span);

    /// <summary>The access key id only.</summary>
    public override string ToString() => Key.AccessKeyId.ToString();
}
