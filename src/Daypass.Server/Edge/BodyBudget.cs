using Daypass.Core.Throttling;

namespace Daypass.Server.Edge;

/// <summary>Bounds the memory of bodies that are read before anybody knows who sends them. Small ones are free: connections bound them.</summary>
/// <remarks>One address, of IPv6 one network of 64 bits, gets a quarter of it, so that who sends slowly and much does not keep all others from
/// sending.</remarks>
/// <param name="bytes">How much all large bodies may have together.</param>
internal sealed class BodyBudget(long bytes)
{
    /// <summary>A body of so many bytes or less is small.</summary>
    public const int Small = 16 * 1024;

    /// <summary>The limit as a label.</summary>
    public const string Limit = "bodies";

    private const int Shares = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, long> _byAddress = [];
    private long _taken;

    /// <summary>Makes room for a body; false when there is none.</summary>
    /// <param name="address">Who sends it.</param>
    /// <param name="length">How long it is, or at most may become.</param>
    public bool TryTake(string address, long length)
    {
        if (length <= Small)
        {
            return true;
        }

        var key = AddressKey.Of(address);
        lock (_gate)
        {
            var own = _byAddress.GetValueOrDefault(key) + length;
            if (_taken + length > bytes || own > Math.Max(bytes / Shares, length))
            {
                return false;
            }

            _taken += length;
            _byAddress[key] = own;
            return true;
        }
    }

    /// <summary>The room is free again.</summary>
    public void GiveBack(string address, long length)
    {
        if (length <= Small)
        {
            return;
        }

        var key = AddressKey.Of(address);
        lock (_gate)
        {
            _taken -= length;
            var left = _byAddress.GetValueOrDefault(key) - length;
            if (left > 0)
            {
                _byAddress[key] = left;
            }
            else
            {
                _byAddress.Remove(key);
            }
        }
    }
}
