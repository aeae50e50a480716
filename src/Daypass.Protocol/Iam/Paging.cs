namespace Daypass.Protocol.Iam;

/// <summary>A request that says which page it wants.</summary>
public interface IPagedRequest
{
    /// <summary>Where to go on: the marker of the page before.</summary>
    string? Marker { get; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    int? MaxItems { get; }
}

/// <summary>A request that is answered page by page.</summary>
public abstract record PagedRequest : IPagedRequest
{
    /// <summary>Where to go on: the marker of the page before.</summary>
    [Marker]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [MaxItems]
    public int? MaxItems { get; init; }
}

/// <summary>One page of an answer.</summary>
public abstract record PagedResponse
{
    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>List the entities below a path.</summary>
public abstract record ListByPathRequest : PagedRequest
{
    /// <summary>Only what has a path that begins so.</summary>
    [PathPrefix]
    public string? PathPrefix { get; init; }
}
