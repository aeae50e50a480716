using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Paging;

/// <summary>Reads lists page by page: one source or several after each other under one marker.</summary>
/// <remarks>Pages go on after a name and not at a number, so they stay stable while entries come and go.</remarks>
public sealed class Pager(PageMarkers markers)
{
    /// <summary>After so many rows a page ends, however few of them passed a filter; a client reads on with the marker (IAM API
    /// reference, Marker and MaxItems).</summary>
    private const int MostScanned = 2000;

    /// <summary>A page of one source.</summary>
    public ValueTask<Result<Page<T>>> Read<T>(PageRequest request, PageSource<T> source) where T : class => Read(request, [source]);

    /// <summary>A page of several sources, each read to its end before the next begins.</summary>
    public async ValueTask<Result<Page<T>>> Read<T>(PageRequest request, IReadOnlyList<PageSource<T>> sources) where T : class
    {
        var position = markers.Open(request.Operation, request.Account, request.Marker);
        if (!position.Succeeded)
        {
            return position.Error;
        }

        var (first, after) = Split(position.Value);
        var items = new List<T>();
        var scanned = 0;
        for (var index = first; index < sources.Count; index++, after = "")
        {
            while (true)
            {
                var wanted = request.Most - items.Count + 1;
                var rows = await sources[index](after, wanted);
                foreach (var row in rows)
                {
                    if (row.Item is not null && items.Count == request.Most)
                    {
                        return Truncated(request, items, index, after);
                    }

                    after = row.Name;
                    if (row.Item is not null)
                    {
                        items.Add(row.Item);
                    }
                }

                scanned += rows.Count;
                if (rows.Count < wanted)
                {
                    break;
                }

                if (scanned >= MostScanned)
                {
                    return Truncated(request, items, index, after);
                }
            }
        }

        return new Page<T>(items, null);
    }

    /// <summary>A page of a list that is in memory, in its own order.</summary>
    public async ValueTask<Result<Page<T>>> Read<T>(PageRequest request, IReadOnlyList<T> list, Func<T, string> nameOf) where T : class =>
        await Read(request, FromList(list, nameOf));

    private static PageSource<T> FromList<T>(IReadOnlyList<T> list, Func<T, string> nameOf) where T : class => (after, limit) =>
    {
        var rows = new List<Listed<T>>();
        for (var index = Start(list, nameOf, after); index < list.Count && rows.Count < limit; index++)
        {
            rows.Add(new Listed<T>(string.Create(CultureInfo.InvariantCulture, $"{index}/{Short(nameOf(list[index]))}"), list[index]));
        }

        return new(rows);
    };

    // Where the entry went on from; should it be gone meanwhile, what followed it has moved into its place.
    private static int Start<T>(IReadOnlyList<T> list, Func<T, string> nameOf, string after)
    {
        if (after.Length == 0)
        {
            return 0;
        }

        var slash = after.IndexOf('/', StringComparison.Ordinal);
        var name = after[(slash + 1)..];
        for (var index = 0; index < list.Count; index++)
        {
            if (Short(nameOf(list[index])) == name)
            {
                return index + 1;
            }
        }

        return int.Parse(after.AsSpan(0, slash), CultureInfo.InvariantCulture);
    }

    // A tag key alone may be longer than a marker can be.
    private static string Short(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    private Result<Page<T>> Truncated<T>(PageRequest request, List<T> items, int index, string after) =>
        new Page<T>(items, markers.Seal(request.Operation, request.Account, string.Create(CultureInfo.InvariantCulture, $"{index}:{after}")));

    private static (int Source, string After) Split(string position)
    {
        if (position.Length == 0)
        {
            return (0, "");
        }

        var colon = position.IndexOf(':', StringComparison.Ordinal);
        return (int.Parse(position.AsSpan(0, colon), CultureInfo.InvariantCulture), position[(colon + 1)..]);
    }
}
