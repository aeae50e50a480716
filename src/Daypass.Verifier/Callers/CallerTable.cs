using System.Collections.Concurrent;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Changes;

namespace Daypass.Verifier.Callers;

/// <summary>The callers that are known, and which of them hang on what. A bounded number; when there are more, the table begins anew.</summary>
internal sealed class CallerTable(int most) : IChangeListener
{
    /// <summary>Days, regions, services and tokens of one access key.</summary>
    private const int MostOfOneKey = 8;

    private readonly Lock _writing = new();
    private readonly Dictionary<string, HashSet<string>> _keyIdsByName = new(StringComparer.Ordinal);
    private readonly HeardChanges _changes = new();
    private volatile ConcurrentDictionary<string, KnownCaller[]> _byKeyId = new(StringComparer.Ordinal);
    private int _added;
    private int _count;

    /// <summary>How many callers are known.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The caller of a claim, or null.</summary>
    public KnownCaller? Find(in SigV4Authorization authorization)
    {
        if (_byKeyId.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(authorization.AccessKeyId.Span, out var callers))
        {
            foreach (var caller in callers)
            {
                if (caller.IsFor(authorization))
                {
                    return caller;
                }
            }
        }

        return null;
    }

    /// <summary>Keeps a caller; not one that was described before a change that it hangs on, or so long ago that this is not known.</summary>
    public bool TryAdd(KnownCaller caller)
    {
        lock (_writing)
        {
            if (!_changes.IsCurrent(caller.MadeOf, caller.Position))
            {
                return false;
            }

            if (++_added > most)
            {
                Empty();
                _added = 1;
            }

            var keyId = caller.Key.ToString();
            _byKeyId.AddOrUpdate(keyId, [caller], (_, others) => [caller, .. others.Take(MostOfOneKey - 1)]);
            _count = _byKeyId.Count;
            foreach (var name in caller.MadeOf)
            {
                if (!_keyIdsByName.TryGetValue(name, out var keyIds))
                {
                    _keyIdsByName[name] = keyIds = new HashSet<string>(StringComparer.Ordinal);
                }

                keyIds.Add(keyId);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public void Forget(IReadOnlyList<string> names, long position)
    {
        lock (_writing)
        {
            _changes.Note(names, position);
            foreach (var name in names)
            {
                if (_keyIdsByName.Remove(name, out var keyIds))
                {
                    foreach (var id in keyIds)
                    {
                        _byKeyId.TryRemove(id, out _);
                    }
                }
            }

            _count = _byKeyId.Count;
        }
    }

    /// <inheritdoc/>
    public void Begin(long position)
    {
        lock (_writing)
        {
            _changes.Begin(position);
            Empty();
        }
    }

    private void Empty()
    {
        _byKeyId = new(StringComparer.Ordinal);
        _keyIdsByName.Clear();
        _count = 0;
        _added = 0;
    }
}
