namespace Daypass.Client.Http;

/// <summary>A request that a program on this machine sent to a <see cref="LoopbackServer"/>.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">What stands behind the question mark.</param>
/// <param name="Authorization">The header of that name; null when there is none. May be a secret.</param>
/// <param name="Body">The body of a POST; may be a secret.</param>
public sealed record LoopbackRequest(string Method, string Path, string Query, string? Authorization, string Body)
{
    /// <summary>The method and the path only.</summary>
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The answer to it.</summary>
/// <param name="Status">The status code and its words: <c>200 OK</c>.</param>
/// <param name="ContentType">The media type of the body.</param>
/// <param name="Body">The body.</param>
public sealed record LoopbackAnswer(string Status, string ContentType, string Body)
{
    /// <summary>Called when the answer is on its way, or the other side has gone.</summary>
    public Action? Sent { get; init; }

    /// <summary>The status only.</summary>
    public override string ToString() => Status;
}
