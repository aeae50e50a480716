using System.Collections.Concurrent;
using Daypass.Verifier.Changes;

namespace Daypass.Verifier.Resources;

/// <summary>The resources that are known. A bounded number; when there are more, the table begins anew.</summary>
internal sealed class ResourceTable(int most) : IChangeListener
{
    private readonly Lock _writing = new();
    private readonly HeardChanges _changes = new();
    private readonly Dictionary<string, List<string>> _arnsByName = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, KnownResource> _byArn = new(StringComparer.Ordinal);
    private int _added;

    /// <summary>What is known of a resource, or null.</summary>
    public KnownResource? Find(string arn)
    {
        var known = _byArn;
        var outer = ResourceText.OuterOf(arn);
        return known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(outer, out var found) && (found.HoldsForAll || outer.Length == arn.Length) ? found
            : outer.Length < arn.Length && known.TryGetValue(arn, out found) ? found
            : null;
    }

    /// <summary>Keeps what the server told; not what it told before a change of it.</summary>
    public bool TryAdd(KnownResource resource)
    {
        lock (_writing)
        {
            if (!_changes.IsCurrent(resource.MadeOf, resource.Position))
            {
                return false;
            }

            if (++_added > most)
            {
                Empty();
                _added = 1;
            }

            _byArn[resource.Arn] = resource;
            foreach (var name in resource.MadeOf)
            {
                if (!_arnsByName.TryGetValue(name, out var arns))
                {
                    _arnsByName[name] = arns = [];
                }

                arns.Add(resource.Arn);
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
                if (_arnsByName.Remove(name, out var arns))
                {
                    foreach (var arn in arns)
                    {
                        _byArn.TryRemove(arn, out _);
                    }
                }
            }
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
        _byArn = new(StringComparer.Ordinal);
        _arnsByName.Clear();
        _added = 0;
    }
}
