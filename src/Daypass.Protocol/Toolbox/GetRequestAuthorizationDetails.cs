using Daypass.Protocol.Answers;
using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Toolbox;

/// <summary>Show what was evaluated when a request was denied: its context, each access, and every policy that was looked at.</summary>
[Operation("GetRequestAuthorizationDetails", Service.Toolbox, Output = typeof(GetRequestAuthorizationDetailsResponse),
    Http = "GET /authorization-details/{authorizationId}",
    Errors = [ErrorCode.AccessDeniedException, ErrorCode.ResourceNotFound, ErrorCode.Validation, ErrorCode.InternalServer])]
public sealed partial record GetRequestAuthorizationDetailsRequest
{
    /// <summary>The authorization id that the denial gave.</summary>
    [WireName("authorizationId"), Length(1, 256), Pattern(Patterns.AuthorizationId)]
    public required string AuthorizationId { get; init; }

    /// <summary>Where the list of evaluations goes on, from the answer before.</summary>
    [WireName("nextToken"), Length(1, 256)]
    public string? NextToken { get; init; }
}

/// <summary>What GetRequestAuthorizationDetails answers.</summary>
[OperationOutput]
public sealed partial record GetRequestAuthorizationDetailsResponse
{
    /// <summary>The condition keys of the whole request with their values.</summary>
    [WireName("requestContext")]
    public required IReadOnlyDictionary<string, RawJson> RequestContext { get; init; }

    /// <summary>What became of each access the request needed.</summary>
    [WireName("evaluations")]
    public required IReadOnlyList<Evaluation> Evaluations { get; init; }

    /// <summary>Every policy that was looked at, also those in which nothing matched.</summary>
    [WireName("policies")]
    public required IReadOnlyList<EvaluatedPolicy> Policies { get; init; }

    /// <summary>Where the list of evaluations goes on; absent at its end.</summary>
    [WireName("nextToken")]
    public string? NextToken { get; init; }
}
