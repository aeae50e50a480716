namespace Daypass.Protocol.Organizations;

/// <summary>A request that is answered page by page.</summary>
public interface ITokenRequest
{
    /// <summary>Where to go on: the token of the page before.</summary>
    string? NextToken { get; }

    /// <summary>The most entries of a page; 20 by default.</summary>
    int? MaxResults { get; }
}

/// <summary>A request that is answered page by page.</summary>
public abstract record TokenPagedRequest : ITokenRequest
{
    /// <summary>Where to go on: the token of the page before.</summary>
    [NextToken]
    public string? NextToken { get; init; }

    /// <summary>The most entries of a page; 20 by default.</summary>
    [MaxResults]
    public int? MaxResults { get; init; }
}

/// <summary>One page of an answer.</summary>
public abstract record TokenPagedResponse
{
    /// <summary>Where the next page begins; not there on the last one.</summary>
    public string? NextToken { get; init; }
}
