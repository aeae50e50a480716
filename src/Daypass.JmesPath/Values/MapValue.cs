using System.Diagnostics.CodeAnalysis;

namespace Daypass.JmesPath.Values;

/// <summary>One named member of a <see cref="MapValue"/>.</summary>
public sealed class Member
{
    internal Member(string name, Value value) => (Name, Value) = (name, value);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value.</summary>
    public Value Value { get; internal set; }
}

/// <summary>Named members in the order they were first set; setting one again keeps its place.</summary>
public sealed class MapValue : Value
{
    // Most maps have fewer members than this, and a list of a few is searched faster than a dictionary.
    private const int IndexFrom = 12;
    private readonly List<Member> _members = new(8);
    private Dictionary<string, Member>? _index;

    /// <summary>An empty map.</summary>
    public MapValue()
        : base(ValueKind.Map)
    {
    }

    /// <summary>The members in order.</summary>
    public IReadOnlyList<Member> Members => _members;

    /// <summary>The value of a member, or null when there is none.</summary>
    public Value? Get(string name) => FindMember(name)?.Value;

    /// <summary>True when there is a member of that name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Value? value)
    {
        value = Get(name);
        return value is not null;
    }

    /// <summary>Adds a member or replaces its value in place.</summary>
    /// <returns>This map, so that literals can be written in one expression.</returns>
    public MapValue Set(string name, Value value)
    {
        if (FindMember(name) is { } member)
        {
            member.Value = value;
            return this;
        }

        member = new Member(name, value);
        _members.Add(member);
        if (_index is not null)
        {
            _index.Add(name, member);
        }
        else if (_members.Count == IndexFrom)
        {
            _index = new Dictionary<string, Member>(StringComparer.Ordinal);
            foreach (var known in _members)
            {
                _index.Add(known.Name, known);
            }
        }

        return this;
    }

    /// <summary>Adds or replaces a text member.</summary>
    public MapValue Set(string name, string value) => Set(name, From(value));

    /// <summary>Takes a member out; nothing happens when there is none of that name.</summary>
    public void Remove(string name)
    {
        if (FindMember(name) is { } member)
        {
            _members.Remove(member);
            _index?.Remove(name);
        }
    }

    private Member? FindMember(string name)
    {
        if (_index is not null)
        {
            return _index.GetValueOrDefault(name);
        }

        foreach (var member in _members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
            {
                return member;
            }
        }

        return null;
    }
}
