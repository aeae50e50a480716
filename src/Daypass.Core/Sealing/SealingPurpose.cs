namespace Daypass.Core.Sealing;

/// <summary>What something is sealed for; a thing sealed for one purpose never opens for another, because each purpose has its own keys.</summary>
/// <remarks>INVARIANT: labels and numbers are part of what was sealed; a changed form gets a new label, an old one is never used again.</remarks>
public sealed class SealingPurpose
{
    /// <summary>A session token: the caller presents it with every signed request.</summary>
    public static readonly SealingPurpose SessionToken = new(0, "daypass/session-token/1"u8);

    /// <summary>An encoded authorization message, which only DecodeAuthorizationMessage opens.</summary>
    public static readonly SealingPurpose AuthorizationMessage = new(1, "daypass/authorization-message/1"u8);

    /// <summary>The marker with which a list continues.</summary>
    public static readonly SealingPurpose PageMarker = new(2, "daypass/page-marker/1"u8);

    /// <summary>A trade-in token, which only GetDelegatedAccessToken opens.</summary>
    public static readonly SealingPurpose TradeInToken = new(3, "daypass/trade-in-token/1"u8);

    private readonly byte[] _label;

    private SealingPurpose(int index, ReadOnlySpan<byte> label)
    {
        Index = index;
        _label = label.ToArray();
    }

    internal const int Count = 4;

    /// <summary>The longest label, for stack buffers.</summary>
    internal const int LongestLabel = 64;

    internal int Index { get; }

    /// <summary>The label that goes into the key derivation and into the associated data.</summary>
    internal ReadOnlySpan<byte> Label => _label;
}
