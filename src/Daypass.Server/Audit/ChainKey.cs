using System.Globalization;

namespace Daypass.Server.Audit;

/// <summary>The key of one chain of records: of what one start of a server writes.</summary>
/// <param name="Number">The key of the ring that it is derived from.</param>
/// <param name="Chain">The chain, a random number.</param>
/// <param name="Secret">The key.</param>
internal sealed record ChainKey(int Number, ulong Chain, byte[] Secret)
{
    /// <summary>The chain as it is written.</summary>
    public string Id { get; } = Chain.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Never the key.</summary>
    public override string ToString() => $"chain {Id} under key {Number}";
}
