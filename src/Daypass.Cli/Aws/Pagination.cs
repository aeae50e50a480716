using System.Globalization;
using Daypass.Cli.Arguments;
using Daypass.Client.Calls;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>Operations that answer in pages: all pages are fetched and joined, unless the caller wants to turn them one by one.</summary>
internal sealed class Pagination
{
    private const string Marker = "Marker";
    private const string PageSizeParameter = "MaxItems";
    private const string MaxItems = "--max-items";
    private const string PageSize = "--page-size";
    private const string StartingToken = "--starting-token";

    private readonly OperationDescription _operation;
    private readonly List<string> _resultKeys = [];

    private Pagination(OperationDescription operation)
    {
        _operation = operation;
        foreach (var member in operation.Output)
        {
            if (member.Kind == MemberKind.List)
            {
                _resultKeys.Add(member.Name);
            }
        }
    }

    /// <summary>The pagination of an operation; null when it answers at once.</summary>
    public static Pagination? Find(OperationDescription operation) =>
        Has(operation.Input, Marker) && Has(operation.Input, PageSizeParameter) && Has(operation.Output, "IsTruncated") ? new Pagination(operation) : null;

    /// <summary>Replaces the options for single pages by those for the whole.</summary>
    public static void Adjust(List<OptionRule> rules)
    {
        rules.RemoveAll(static rule => rule.Name == MaxItems);
        rules.Add(new OptionRule(StartingToken) { Summary = "Continue where an earlier answer's NextToken says." });
        rules.Add(new OptionRule(PageSize) { Summary = "How many items one call asks for." });
        rules.Add(new OptionRule(MaxItems) { Summary = "How many items to answer altogether." });
    }

    /// <summary>True when the pages are to be joined.</summary>
    public static bool Applies(ParsedArguments parsed, GlobalOptions options) => options.Paginate && !parsed.Has("--marker");

    /// <summary>Takes out of the parameters what is not sent to the service: how many are wanted altogether.</summary>
    public static void Withhold(ParsedArguments parsed, MapValue parameters)
    {
        if (parsed.Has(MaxItems))
        {
            parameters.Remove(PageSizeParameter);
        }
    }

    /// <summary>Fetches the pages.</summary>
    /// <returns>Each page as it came, and the whole.</returns>
    public ClientResult<PagedResult> Fetch(ParsedArguments parsed, MapValue parameters, Func<MapValue, ClientResult<ServiceAnswer>> call)
    {
        var limit = ParseNumber(parsed.GetValue(MaxItems));
        var size = ParseNumber(parsed.GetValue(PageSize));
        if ((limit.Error ?? size.Error) is { } refused)
        {
            return refused;
        }

        if (size.Value is { } pageSize)
        {
            parameters.Set(PageSizeParameter, Value.From(pageSize));
        }

        var token = PageToken.Parse(parsed.GetValue(StartingToken));
        if (token is null)
        {
            return ClientError.General("Bad starting token: " + parsed.GetValue(StartingToken));
        }

        return Fetch(limit.Value, token, parameters, call);
    }

    private ClientResult<PagedResult> Fetch(long? limit, PageToken token, MapValue parameters, Func<MapValue, ClientResult<ServiceAnswer>> call)
    {
        var pages = new PagedResult(_resultKeys);
        var left = limit ?? long.MaxValue;
        var skip = token.Skip;
        var marker = token.Marker;
        while (true)
        {
            if (marker is not null)
            {
                parameters.Set(Marker, marker);
            }

            var answer = call(parameters);
            if (!answer.Succeeded)
            {
                return answer.Error;
            }

            var page = answer.Value.Result;
            var items = _resultKeys.Count > 0 ? page.Get(_resultKeys[0]) as ListValue : null;
            var count = items?.Items.Count ?? 0;
            var taken = Math.Min(Math.Max(0, count - skip), left);
            if (items is not null && (skip > 0 || taken < count))
            {
                page.Set(_resultKeys[0], Slice(items, skip, taken));
            }

            pages.Add(page);
            left -= taken;
            var next = page.Find("IsTruncated") is BooleanValue { IsTrue: true } ? page.FindText(Marker) : null;
            if (left == 0 && limit is not null && skip + taken < count)
            {
                pages.NextToken = new PageToken(marker, skip + taken).Format();
                return pages;
            }

            if (next is null)
            {
                return pages;
            }

            if (left == 0)
            {
                pages.NextToken = new PageToken(next, 0).Format();
                return pages;
            }

            (marker, skip) = (next, 0);
        }
    }

    private static ListValue Slice(ListValue list, long skip, long count)
    {
        var part = new ListValue();
        for (var index = skip; index < skip + count; index++)
        {
            part.Items.Add(list.Items[(int)index]);
        }

        return part;
    }

    private static ClientResult<long?> ParseNumber(string? text) => text is null
        ? (long?)null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : ClientError.General($"invalid literal for int() with base 10: '{text}'");

    private static bool Has(IReadOnlyList<MemberDescription> members, string name)
    {
        foreach (var member in members)
        {
            if (member.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
