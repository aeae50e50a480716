using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Daypass.Policy.Values;

namespace Daypass.Policy.Requests;

/// <summary>
/// The condition keys of one request. Keys compare without regard to case, a later Add replaces an earlier one, and a
/// reused context allocates nothing once it has grown to its working size.
/// </summary>
public sealed class RequestContext
{
    private ContextSlot[] _entries = new ContextSlot[32];
    private string?[] _values = new string?[48];
    private int _count;
    private int _used;
    private DateTimeOffset _now;
    private readonly (string? Key, int Entry)[] _found = new (string?, int)[32];
    private bool _remembers;
    private int _addressEntry = -1;
    private IpText? _address;
    private int _momentEntry = -1;
    private long? _moment;

    /// <summary>How many keys there are.</summary>
    public int Count => _count;

    /// <summary>Adds a single-valued key.</summary>
    public void Add(string key, string value) => SetKey(null, key, ContextValueShape.Single, value);

    /// <summary>Adds a single-valued key made of two parts, such as <c>aws:PrincipalTag/</c> and a tag key, without joining them.</summary>
    public void Add(string prefix, string name, string value) => SetKey(prefix, name, ContextValueShape.Single, value);

    /// <summary>Adds a multivalued key; an empty list is a key that is present and empty.</summary>
    [OverloadResolutionPriority(1)]
    public void Add(string key, ReadOnlySpan<string> values)
    {
        ref var entry = ref SetKey(null, key, ContextValueShape.Multiple);
        EnsureRoom(values.Length);
        foreach (var value in values)
        {
            _values[_used++] = value;
        }

        entry.Length = values.Length;
    }

    /// <summary>Adds a multivalued key; an empty list is a key that is present and empty.</summary>
    public void Add(string key, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ref var entry = ref SetKey(null, key, ContextValueShape.Multiple);
        EnsureRoom(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            _values[_used++] = values[i];
        }

        entry.Length = values.Count;
    }

    /// <summary>Appends one value to a multivalued key, adding the key when it is not there.</summary>
    public void Append(string key, string value)
    {
        var at = FindSlot(key, KeyHash.Compute(null, key));
        if (at < 0 || _entries[at].Shape != ContextValueShape.Multiple)
        {
            SetKey(null, key, ContextValueShape.Multiple, value);
            return;
        }

        ForgetLookups();
        ref var entry = ref _entries[at];
        EnsureRoom(entry.Length + 1);
        if (entry.Start + entry.Length != _used)
        {
            Array.Copy(_values, entry.Start, _values, _used, entry.Length);
            entry.Start = _used;
            _used += entry.Length;
        }

        _values[_used++] = value;
        entry.Length++;
    }

    /// <summary>Adds <c>aws:CurrentTime</c> and <c>aws:EpochTime</c>; their text is made only when a policy asks for it.</summary>
    public void AddTime(DateTimeOffset now)
    {
        _now = now;
        SetKey(null, "aws:CurrentTime", ContextValueShape.CurrentTime, null);
        SetKey(null, "aws:EpochTime", ContextValueShape.EpochTime, null);
    }

    /// <summary>True when the key is present, even with an empty list.</summary>
    public bool Contains(string key) => FindRemembered(key, KeyHash.Compute(null, key)) >= 0;

    /// <summary>The value of a single-valued key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        var at = FindRemembered(key, KeyHash.Compute(null, key));
        value = at >= 0 && IsSingle(at) ? GetText(at, 0) : null;
        return value is not null;
    }

    /// <summary>True when the key is present and may have any number of values.</summary>
    public bool IsMultivalued(string key) => FindRemembered(key, KeyHash.Compute(null, key)) is >= 0 and var at && !IsSingle(at);

    /// <summary>Every key with its values, for explanations and encoded authorization messages.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Entries()
    {
        for (var i = 0; i < _count; i++)
        {
            var values = new string[CountValues(i)];
            for (var v = 0; v < values.Length; v++)
            {
                values[v] = GetText(i, v);
            }

            yield return new(_entries[i].Prefix + _entries[i].Name, values);
        }
    }

    /// <summary>Forgets the keys that were added after there were this many; a key that was there before keeps the value it has now.</summary>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _count);
        Array.Clear(_entries, count, _count - count);
        _count = count;
        ForgetLookups();
    }

    /// <summary>Forgets everything but keeps the space.</summary>
    public void Clear()
    {
        Array.Clear(_entries, 0, _count);
        Array.Clear(_values, 0, _used);
        _count = 0;
        _used = 0;
        ForgetLookups();
    }

    /// <summary>The entry of a key, or -1.</summary>
    internal int FindRemembered(string key, int hash)
    {
        _remembers = true;
        ref var remembered = ref _found[hash & (_found.Length - 1)];
        if (ReferenceEquals(remembered.Key, key))
        {
            return remembered.Entry;
        }

        remembered = (key, FindSlot(key, hash));
        return remembered.Entry;
    }

    private int FindSlot(string key, int hash)
    {
        var entries = _entries.AsSpan(0, _count);
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Hash == hash && entries[i].HasName(key))
            {
                return i;
            }
        }

        return -1;
    }

    internal int CountValues(int entry) => _entries[entry].Length;

    internal bool IsSingle(int entry) => _entries[entry].Shape != ContextValueShape.Multiple;

    /// <summary>True when the entry is one of the two clock keys, whose moment needs no parsing.</summary>
    internal bool IsClock(int entry) => _entries[entry].Shape is ContextValueShape.CurrentTime or ContextValueShape.EpochTime;

    /// <summary>A value as an address, or null. Many statements ask for the same one, so a single value is read once.</summary>
    internal IpText? ReadAddress(int entry, int index)
    {
        if (_entries[entry].Length != 1)
        {
            return IpText.ParseRequest(GetText(entry, index));
        }

        if (_addressEntry != entry)
        {
            _address = IpText.ParseRequest(GetText(entry, index));
            _addressEntry = entry;
        }

        return _address;
    }

    /// <summary>A value as UTC ticks, or beyond all of them in the same order, or null; the clock's own is in whole seconds, as its text is.</summary>
    internal long? ReadMoment(int entry, int index)
    {
        if (IsClock(entry))
        {
            return _now.UtcTicks - (_now.UtcTicks % TimeSpan.TicksPerSecond);
        }

        if (_entries[entry].Length != 1)
        {
            return DateText.ParseOrder(GetText(entry, index));
        }

        if (_momentEntry != entry)
        {
            _moment = DateText.ParseOrder(GetText(entry, index));
            _momentEntry = entry;
        }

        return _moment;
    }

    internal string GetText(int entry, int index)
    {
        ref var value = ref _values[_entries[entry].Start + index];
        return value ??= _entries[entry].Shape == ContextValueShape.CurrentTime
            ? _now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : _now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    private void SetKey(string? prefix, string name, ContextValueShape shape, string? value)
    {
        ref var entry = ref SetKey(prefix, name, shape);
        EnsureRoom(1);
        _values[_used++] = value;
        entry.Length = 1;
    }

    private void ForgetLookups()
    {
        if (_remembers)
        {
            Array.Clear(_found);
            _addressEntry = -1;
            _momentEntry = -1;
            _remembers = false;
        }
    }

    private ref ContextSlot SetKey(string? prefix, string name, ContextValueShape shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ForgetLookups();
        var hash = KeyHash.Compute(prefix, name);
        var at = 0;
        while (at < _count && !(_entries[at].Hash == hash && _entries[at].IsSameKey(prefix, name)))
        {
            at++;
        }

        if (at == _count)
        {
            if (_count == _entries.Length)
            {
                Array.Resize(ref _entries, _count * 2);
            }

            _count++;
        }

        _entries[at] = new ContextSlot { Prefix = prefix, Name = name, Hash = hash, Shape = shape, Start = _used };
        return ref _entries[at];
    }

    private void EnsureRoom(int more)
    {
        if (_used + more > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(_values.Length * 2, _used + more));
        }
    }
}
