namespace Daypass.Protocol.Signing;

/// <summary>One header line as it arrived; repeated headers are repeated fields, in order.</summary>
/// <param name="Name">The name in the case it was sent in.</param>
/// <param name="Value">The value, untrimmed or trimmed: both canonicalise alike.</param>
public readonly record struct HeaderField(string Name, string Value)
{
    /// <summary>The name only: values hold signatures and session tokens.</summary>
    public override string ToString() => Name;
}

/// <summary>What of a request its signature covers, apart from the body, whose hash is passed beside it.</summary>
/// <param name="Method">The method as on the wire, case kept.</param>
/// <param name="RawTarget">The request target as on the wire (<c>IHttpRequestFeature.RawTarget</c>): never a decoded or normalised path.</param>
/// <param name="Headers">Every header of the request in order, so that unsigned <c>x-amz-*</c> ones are noticed.</param>
public readonly record struct SignedRequest(string Method, string RawTarget, ReadOnlyMemory<HeaderField> Headers);
