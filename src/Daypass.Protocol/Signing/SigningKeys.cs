using System.Numerics;

namespace Daypass.Protocol.Signing;

/// <summary>
/// A bounded cache of derived signing keys, safe for any number of threads without a lock.
/// A key is found only for the very secret it was derived from, so a changed secret never meets an old key.
/// </summary>
public sealed class SigningKeys
{
    /// <summary>How many keys the cache holds unless told otherwise.</summary>
    public const int DefaultCapacity = 8192;

    private const int Ways = 4;

    private readonly SigningKey?[] _slots;
    private int _turn;

    /// <summary>Makes room for a number of keys, rounded up to a power of two.</summary>
    /// <param name="capacity">At least 4; above it the oldest keys of a group of four give way.</param>
    public SigningKeys(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Ways);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 24);
        _slots = new SigningKey?[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    /// <summary>How many keys fit.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Drops every key.</summary>
    public void Clear() => Array.Clear(_slots);

    /// <summary>Drops the keys of one access key, for when it is deleted or replaced.</summary>
    public void Forget(ReadOnlySpan<char> accessKeyId)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is { } held && held.AccessKeyId.SequenceEqual(accessKeyId))
            {
                Interlocked.CompareExchange(ref _slots[i], null, held);
            }
        }
    }

    internal SigningKey? Find(ReadOnlySpan<char> accessKeyId, ReadOnlySpan<char> day, ReadOnlySpan<char> region, ReadOnlySpan<char> service, Secret secret)
    {
        var first = Group(accessKeyId, day, region);
        for (var i = first; i < first + Ways; i++)
        {
            if (Volatile.Read(ref _slots[i]) is { } held && held.IsFor(accessKeyId, day, region, service, secret))
            {
                return held;
            }
        }

        return null;
    }

    /// <summary>Keeps a key, in place of one of the same access key and scope, of an earlier day, or of whichever key's turn it is.</summary>
    internal void Keep(SigningKey key)
    {
        var first = Group(key.AccessKeyId, key.Day, key.Region);
        var place = first + (Interlocked.Increment(ref _turn) & (Ways - 1));
        for (var i = first; i < first + Ways; i++)
        {
            if (Volatile.Read(ref _slots[i]) is not { } held || held.IsSameScope(key) || held.Day.SequenceCompareTo(key.Day) < 0)
            {
                place = i;
                break;
            }
        }

        Volatile.Write(ref _slots[place], key);
    }

    /// <summary>The first slot of the group a key belongs to; the hash is seeded anew in every process.</summary>
    private int Group(ReadOnlySpan<char> accessKeyId, ReadOnlySpan<char> day, ReadOnlySpan<char> region)
    {
        var hash = HashCode.Combine(string.GetHashCode(accessKeyId), string.GetHashCode(day), string.GetHashCode(region));
        return hash & (_slots.Length - 1) & ~(Ways - 1);
    }
}
