using Daypass.JmesPath.Values;

namespace Daypass.Cli.Aws;

/// <summary>The pages of one answer: each as it came, and all of them as one.</summary>
/// <param name="resultKeys">The members that are joined; of the others the first page's stand.</param>
internal sealed class PagedResult(IReadOnlyList<string> resultKeys)
{
    private readonly List<MapValue> _pages = [];

    /// <summary>Where to continue when items were left out; null when none were.</summary>
    public string? NextToken { get; set; }

    /// <summary>The pages as they came.</summary>
    public IReadOnlyList<MapValue> All => _pages;

    /// <summary>Adds a page.</summary>
    public void Add(MapValue page) => _pages.Add(page);

    /// <summary>Everything as one answer, without the members that only turn pages.</summary>
    public MapValue Join()
    {
        var whole = new MapValue();
        foreach (var key in resultKeys)
        {
            var joined = new ListValue();
            var any = false;
            foreach (var page in _pages)
            {
                any |= page.Get(key) is ListValue;
                foreach (var item in (page.Get(key) as ListValue)?.Items ?? [])
                {
                    joined.Items.Add(item);
                }
            }

            if (any)
            {
                whole.Set(key, joined);
            }
        }

        foreach (var member in Others(_pages[0]).Members)
        {
            whole.Set(member.Name, member.Value);
        }

        if (NextToken is not null)
        {
            whole.Set("NextToken", NextToken);
        }

        return whole;
    }

    /// <summary>The pages as the text format shows them: the joined members of each, the others once.</summary>
    public IEnumerable<MapValue> ForText()
    {
        for (var index = 0; index < _pages.Count; index++)
        {
            var shown = index == 0 ? Others(_pages[0]) : new MapValue();
            foreach (var key in resultKeys)
            {
                shown.Set(key, _pages[index].Get(key) ?? Value.Null);
            }

            yield return shown;
        }

        if (NextToken is not null)
        {
            yield return new MapValue().Set("NextToken", new MapValue().Set("NextToken", NextToken));
        }
    }

    private MapValue Others(MapValue page)
    {
        var others = new MapValue();
        foreach (var member in page.Members)
        {
            var turnsPages = member.Name is "IsTruncated" or "Marker";
            if (!turnsPages && !Contains(member.Name))
            {
                others.Set(member.Name, member.Value);
            }
        }

        return others;
    }

    private bool Contains(string name)
    {
        foreach (var key in resultKeys)
        {
            if (key == name)
            {
                return true;
            }
        }

        return false;
    }
}
