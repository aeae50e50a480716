namespace Daypass.Protocol.Signing;

/// <summary>Tells requests that claim no signer from those whose claim is broken.</summary>
public static class UnauthenticatedRequest
{
    private static readonly string[] Claims =
    [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Expires", "AWSAccessKeyId", "Signature",
    ];

    /// <summary>True when nothing in the request claims to authenticate it: no Authorization header of any kind, no token, and no parameter of a presigned
    /// request, an older one of version 2 included.</summary>
    public static bool Is(in SignedRequest request)
    {
        foreach (var header in request.Headers.Span)
        {
            if (header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                || header.Name.Equals("X-Amz-Security-Token", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        var target = request.RawTarget ?? "";
        var question = target.IndexOf('?', StringComparison.Ordinal);
        foreach (var pair in question < 0 ? [] : target[(question + 1)..].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]);
            if (Array.Exists(Claims, claim => claim.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }
}
