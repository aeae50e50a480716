namespace Daypass.Server.Kits;

/// <summary>What became of one request, and who decided it: for tests.</summary>
public sealed record RecordedDecision
{
    /// <summary>Counts the requests, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it was decided, by the server's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id that its answer carries.</summary>
    public required string RequestId { get; init; }

    /// <summary>The operation, such as <c>AssumeRole</c>; null when the request named none.</summary>
    public string? Operation { get; init; }

    /// <summary>The ARN of who asked; null when nobody was proven.</summary>
    public string? Caller { get; init; }

    /// <summary>The account of who asked, or null.</summary>
    public string? Account { get; init; }

    /// <summary><c>allowed</c>, <c>implicitDeny</c>, <c>explicitDeny</c>, or <c>refused</c> for what no policy decided.</summary>
    public required string Outcome { get; init; }

    /// <summary>The layer of policies that settled it: <c>identity</c>, <c>boundary</c>, <c>session</c>, <c>resource</c>, <c>trust</c>, <c>serviceControl</c>,
    /// <c>resourceControl</c>, <c>endpoint</c>, <c>scope</c>, or <c>none</c>; null when no policy was asked.</summary>
    public string? Layer { get; init; }

    /// <summary>The ARN or the name of the document that settled it, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>The place of the statement in it, from 0; null when none settled it.</summary>
    public int? Statement { get; init; }

    /// <summary>The statement's own id, or null.</summary>
    public string? Sid { get; init; }

    /// <summary>The action that was asked for last: the denied one where one was.</summary>
    public string? Action { get; init; }

    /// <summary>The resource of that action.</summary>
    public string? Resource { get; init; }

    /// <summary>The code of the error, or null.</summary>
    public string? Code { get; init; }

    /// <summary>What the client was told, or null.</summary>
    public string? Message { get; init; }

    /// <summary>What the server knows besides; the client is not told.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the request was served.</summary>
    public bool IsAllowed => Outcome == "allowed";

    /// <summary>All accesses that were asked about, in turn.</summary>
    public IReadOnlyList<RecordedAccess> Accesses { get; init; } = [];

    /// <summary>One sentence about it.</summary>
    public override string ToString() => Layer is null
        ? $"{Operation ?? "a request"} by {Caller ?? "nobody"}: {Outcome}{(Code is null ? "" : $", {Code}: {Message}")}"
        : $"{Action} on {Resource} by {Caller ?? "nobody"}: {Outcome} by {Layer}, {Policy ?? "no document"}, statement {Sid ?? Statement?.ToString(
            System.Globalization.CultureInfo.InvariantCulture) ?? "none"}";
}
