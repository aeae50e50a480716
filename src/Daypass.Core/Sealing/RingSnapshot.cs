using System.Collections.Frozen;
using Daypass.Core.Stores;

namespace Daypass.Core.Sealing;

/// <summary>The ring as it was read at one moment; immutable, so that one request sees one ring.</summary>
public sealed class RingSnapshot
{
    private readonly FrozenDictionary<int, RingKey> _byNumber;
    private readonly FrozenDictionary<string, RingKey[]> _byPurpose;

    internal RingSnapshot(IReadOnlyList<RingKey> keys, DateTimeOffset? invalidBefore, DateTimeOffset loadedAt)
    {
        Keys = keys;
        InvalidBefore = invalidBefore;
        LoadedAt = loadedAt;
        _byNumber = keys.ToFrozenDictionary(static key => key.Number);
        _byPurpose = keys.GroupBy(static key => key.Purpose).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        Sealing = Issuing(RingKey.ForSealing);
    }

    /// <summary>All keys in the order of their numbers.</summary>
    public IReadOnlyList<RingKey> Keys { get; }

    /// <summary>Nothing issued before this instant is valid; null when nothing was invalidated.</summary>
    public DateTimeOffset? InvalidBefore { get; }

    /// <summary>When the ring was read; its age is how long a change elsewhere may have gone unseen.</summary>
    public DateTimeOffset LoadedAt { get; }

    /// <summary>The key that seals now, or null.</summary>
    public RingKey? Sealing { get; }

    /// <summary>The key of that number, or null.</summary>
    public RingKey? Find(int number) => _byNumber.GetValueOrDefault(number);

    /// <summary>The keys of a purpose in the order of their numbers.</summary>
    public IReadOnlyList<RingKey> KeysFor(string purpose) => _byPurpose.GetValueOrDefault(purpose, []);

    /// <summary>The purposes there are keys for.</summary>
    public IReadOnlyList<string> Purposes => _byPurpose.Keys;

    /// <summary>The newest active key of a purpose, or null.</summary>
    public RingKey? Issuing(string purpose) => Newest(purpose, KeyState.Active);

    /// <summary>The newest key of a purpose in a state, or null.</summary>
    public RingKey? Newest(string purpose, KeyState state)
    {
        var keys = KeysFor(purpose);
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            if (keys[i].State == state)
            {
                return keys[i];
            }
        }

        return null;
    }
}
