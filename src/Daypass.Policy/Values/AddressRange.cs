namespace Daypass.Policy.Values;

/// <summary>The addresses one value of an address condition stands for: a network, or one address.</summary>
internal sealed class AddressRange
{
    private readonly IpText _network;
    private readonly UInt128 _mask;

    private AddressRange(IpText network, UInt128 mask) => (_network, _mask) = (network, mask);

    /// <summary>
    /// An address with an optional prefix length. Null for anything else, and for an IPv6 network with bits behind its prefix: it holds no
    /// address, not even its own. The same bits of an IPv4 network do not count.
    /// </summary>
    public static AddressRange? Parse(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (IpText.Parse(slash < 0 ? text : text[..slash]) is not { } network)
        {
            return null;
        }

        var bits = network.IsV6 ? 128 : 32;
        var length = slash < 0 ? bits : ParseLength(text[(slash + 1)..], bits);
        if (length < 0)
        {
            return null;
        }

        var mask = length == 0 ? UInt128.Zero : UInt128.MaxValue << (bits - length);
        return network.IsV6 && (network.Bits & ~mask) != UInt128.Zero ? null : new AddressRange(network, mask);
    }

    /// <summary>True when the address is one of them; one of the other family never is.</summary>
    public bool Contains(IpText address) => address.IsV6 == _network.IsV6 && ((address.Bits ^ _network.Bits) & _mask) == UInt128.Zero;

    private static int ParseLength(ReadOnlySpan<char> text, int most)
    {
        text = text.StartsWith("+") ? text[1..] : text;
        var length = text.IsEmpty ? -1 : 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) || (length = (length * 10) + c - '0') > most)
            {
                return -1;
            }
        }

        return length;
    }
}
