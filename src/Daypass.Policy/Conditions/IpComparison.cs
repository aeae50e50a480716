using Daypass.Policy.Matching;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Conditions;

/// <summary>A CIDR range; an address of the other family is never in it.</summary>
internal sealed class IpComparison : Comparison
{
    private readonly bool _usable;
    private readonly IpText _network;
    private readonly UInt128 _mask;

    public IpComparison(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (IpText.Read(slash < 0 ? value : value.AsSpan(0, slash)) is not { } network)
        {
            return;
        }

        _network = network;
        var bits = _network.IsV6 ? 128 : 32;
        var prefix = slash < 0 ? bits : Prefix(value.AsSpan(slash + 1), bits);
        _usable = prefix >= 0;
        _mask = prefix <= 0 ? UInt128.Zero : UInt128.MaxValue << (bits - prefix);
    }

    public override Verdict Compare(AuthorizationRequest request, int entry, int index) =>
        !_usable || request.Context.Address(entry, index) is not { } have
            ? Verdict.Unusable
            : When(have.IsV6 == _network.IsV6 && ((have.Bits ^ _network.Bits) & _mask) == UInt128.Zero);

    private static int Prefix(ReadOnlySpan<char> text, int bits)
    {
        if (text.Length is 0 or > 3 || text.ContainsAnyExceptInRange('0', '9'))
        {
            return -1;
        }

        var length = 0;
        foreach (var c in text)
        {
            length = (length * 10) + c - '0';
        }

        return length <= bits ? length : -1;
    }
}
