namespace Daypass.Gateway.S3.Stores;

/// <summary>Where a call goes: the host that is named and the raw target.</summary>
/// <param name="Host">The Host header.</param>
/// <param name="Target">The raw target.</param>
internal readonly record struct StoreAddress(string Host, string Target)
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The address of a call.</summary>
    public static StoreAddress Of(StoreCall call, Uri url, bool usesVirtualHosts) =>
        call.Bucket is null ? new StoreAddress(url.Authority, call.Target)

        // A bucket with a dot would be more than one name below the store's, and no certificate is for that.
        : usesVirtualHosts && !call.Bucket.Contains('.', StringComparison.Ordinal) ? new StoreAddress($"{call.Bucket}.{url.Authority}", call.Target)
        : new StoreAddress(url.Authority, $"/{call.Bucket}{call.Target}");

    /// <summary>The URL for a connection to one of the store's addresses; neither dot segments nor doubled slashes are resolved.</summary>
    public Uri At(Uri url) => new(url.GetLeftPart(UriPartial.Authority) + Target, AsItIs);
}
