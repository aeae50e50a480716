using Daypass.Protocol.Signing;

namespace Daypass.Core.Requests;

/// <summary>A request as it arrived, before anything in it is believed.</summary>
public readonly record struct IncomingRequest
{
    /// <summary>Method, raw target and header lines: what the signature covers.</summary>
    public required SignedRequest Signed { get; init; }

    /// <summary>The whole body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The Content-Type header, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The Accept header, or null.</summary>
    public string? Accept { get; init; }

    /// <summary>Where it came from.</summary>
    public required RequestSource Source { get; init; }
}
