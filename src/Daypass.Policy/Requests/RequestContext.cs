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
    private ContextEntry[] _entries = new ContextEntry[32];
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
    public void Add(string key, string value) => Put(null, key, EntryShape.Single, value);

    /// <summary>Adds a single-valued key made of two parts, such as <c>aws:PrincipalTag/</c> and a tag key, without joining them.</summary>
    public void Add(string prefix, string name, string value) => Put(prefix, name, EntryShape.Single, value);

    /// <summary>Adds a multivalued key; an empty list is a key that is present and empty.</summary>
    [OverloadResolutionPriority(1)]
    public void Add(string key, ReadOnlySpan<string> values)
    {
        ref var entry = ref Put(null, key, EntryShape.Multiple);
        Reserve(values.Length);
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
        ref var entry = ref Put(null, key, EntryShape.Multiple);
        Reserve(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            _values[_used++] = values[i];
        }

        entry.Length = values.Count;
    }

    /// <summary>Appends one value to a multivalued key, adding the key when it is not there.</summary>
    public void Append(string key, string value)
    {
        var at = Search(key, KeyHash.Of(null, key));
        if (at < 0 || _entries[at].Shape != EntryShape.Multiple)
        {
            Put(null, key, EntryShape.Multiple, value);
            return;
        }

        Forget();
        ref var entry = ref _entries[at];
        Reserve(entry.Length + 1);
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
        Put(null, "aws:CurrentTime", EntryShape.CurrentTime, null);
        Put(null, "aws:EpochTime", EntryShape.EpochTime, null);
    }

    /// <summary>True when the key is present, even with an empty list.</summary>
    public bool Contains(string key) => Find(key, KeyHash.Of(null, key)) >= 0;

    /// <summary>The value of a single-valued key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        var at = Find(key, KeyHash.Of(null, key));
        value = at >= 0 && IsSingle(at) ? Text(at, 0) : null;
        return value is not null;
    }

    /// <summary>Every key with its values, for explanations and encoded authorization messages.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Entries()
    {
        for (var i = 0; i < _count; i++)
        {
            var values = new string[Length(i)];
            for (var v = 0; v < values.Length; v++)
            {
                values[v] = Text(i, v);
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
        Forget();
    }

    /// <summary>Forgets everything but keeps the space.</summary>
    public void Clear()
    {
        Array.Clear(_entries, 0, _count);
        Array.Clear(_values, 0, _used);
        _count = 0;
        _used = 0;
        Forget();
    }

    /// <summary>The entry of a key, or -1.</summary>
    internal int Find(string key, int hash)
    {
        _remembers = true;
        ref var remembered = ref _found[hash & (_found.Length - 1)];
        if (ReferenceEquals(remembered.Key, key))
        {
            return remembered.Entry;
        }

        remembered = (key, Search(key, hash));
        return remembered.Entry;
    }

    private int Search(string key, int hash)
    {
        var entries = _entries.AsSpan(0, _count);
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Hash == hash && entries[i].IsCalled(key))
            {
                return i;
            }
        }

        return -1;
    }

    internal int Length(int entry) => _entries[entry].Length;

    internal bool IsSingle(int entry) => _entries[entry].Shape != EntryShape.Multiple;

    /// <summary>True when the entry is one of the two clock keys, whose moment needs no parsing.</summary>
    internal bool IsClock(int entry) => _entries[entry].Shape is EntryShape.CurrentTime or EntryShape.EpochTime;

    /// <summary>A value as an address, or null. Many statements ask for the same one, so a single value is read once.</summary>
    internal IpText? Address(int entry, int index)
    {
        if (_entries[entry].Length != 1)
        {
            return IpText.Read(Text(entry, index));
        }

        if (_addressEntry != entry)
        {
            _address = IpText.Read(Text(entry, index));
            _addressEntry = entry;
        }

        return _address;
    }

    /// <summary>A value as UTC ticks, or null; the clock's own is in whole seconds, as its text is.</summary>
    internal long? Moment(int entry, int index)
    {
        if (IsClock(entry))
        {
            return _now.UtcTicks - (_now.UtcTicks % TimeSpan.TicksPerSecond);
        }

        if (_entries[entry].Length != 1)
        {
            return DateText.Read(Text(entry, index));
        }

        if (_momentEntry != entry)
        {
            _moment = DateText.Read(Text(entry, index));
            _momentEntry = entry;
        }

        return _moment;
    }

    internal string Text(int entry, int index)
    {
        ref var value = ref _values[_entries[entry].Start + index];
        return value ??= _entries[entry].Shape == EntryShape.CurrentTime
            ? _now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : _now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>True when the values are what AWS calls null data: none, or one empty string.</summary>
    internal bool IsNullData(int entry) =>
        Length(entry) == 0 || (Length(entry) == 1 && !IsClock(entry) && Text(entry, 0).Length == 0);

    private void Put(string? prefix, string name, EntryShape shape, string? value)
    {
        ref var entry = ref Put(prefix, name, shape);
        Reserve(1);
        _values[_used++] = value;
        entry.Length = 1;
    }

    private void Forget()
    {
        if (_remembers)
        {
            Array.Clear(_found);
            _addressEntry = -1;
            _momentEntry = -1;
            _remembers = false;
        }
    }

    private ref ContextEntry Put(string? prefix, string name, EntryShape shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        Forget();
        var hash = KeyHash.Of(prefix, name);
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

        _entries[at] = new ContextEntry { Prefix = prefix, Name = name, Hash = hash, Shape = shape, Start = _used };
        return ref _entries[at];
    }

    private void Reserve(int more)
    {
        if (_used + more > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(_values.Length * 2, _used + more));
        }
    }
}
