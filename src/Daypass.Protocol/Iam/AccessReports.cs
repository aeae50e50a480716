using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Make a report of what a user, group, role or policy may use, and what was used last.</summary>
[Operation("GenerateServiceLastAccessedDetails", Service.Iam, Output = typeof(GenerateServiceLastAccessedDetailsResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GenerateServiceLastAccessedDetailsRequest
{
    /// <summary>The ARN of the user, group, role or policy.</summary>
    [IamArn]
    public required string Arn { get; init; }

    /// <summary>Whether to tell of services, or of actions too.</summary>
    [Granularity]
    public string? Granularity { get; init; }
}

/// <summary>What GenerateServiceLastAccessedDetails answers.</summary>
[OperationOutput]
public sealed partial record GenerateServiceLastAccessedDetailsResponse
{
    /// <summary>The id of the job, by which the report is read.</summary>
    public required string JobId { get; init; }
}

/// <summary>Read a report of what was used last.</summary>
[Operation("GetServiceLastAccessedDetails", Service.Iam, Output = typeof(GetServiceLastAccessedDetailsResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetServiceLastAccessedDetailsRequest : IPagedRequest
{
    /// <summary>The id of the job.</summary>
    [JobId]
    public required string JobId { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [MaxItems]
    public int? MaxItems { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Marker]
    public string? Marker { get; init; }
}

/// <summary>What GetServiceLastAccessedDetails answers.</summary>
[OperationOutput]
public sealed partial record GetServiceLastAccessedDetailsResponse
{
    /// <summary>How far the job is.</summary>
    [JobStatus]
    public required string JobStatus { get; init; }

    /// <summary>Whether the report tells of services, or of actions too.</summary>
    [Granularity]
    public string? JobType { get; init; }

    /// <summary>When it was asked for.</summary>
    [Milliseconds]
    public required DateTimeOffset JobCreationDate { get; init; }

    /// <summary>The services.</summary>
    public required IReadOnlyList<ServiceLastAccessed> ServicesLastAccessed { get; init; }

    /// <summary>When it was done.</summary>
    [Milliseconds]
    public required DateTimeOffset JobCompletionDate { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }

    /// <summary>Why the job failed.</summary>
    public ReportError? Error { get; init; }
}

/// <summary>Read who used a service, of those a report is about.</summary>
[Operation("GetServiceLastAccessedDetailsWithEntities", Service.Iam, Output = typeof(GetServiceLastAccessedDetailsWithEntitiesResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetServiceLastAccessedDetailsWithEntitiesRequest : IPagedRequest
{
    /// <summary>The id of the job.</summary>
    [JobId]
    public required string JobId { get; init; }

    /// <summary>The service.</summary>
    [ServiceNamespace]
    public required string ServiceNamespace { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [MaxItems]
    public int? MaxItems { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Marker]
    public string? Marker { get; init; }
}

/// <summary>What GetServiceLastAccessedDetailsWithEntities answers.</summary>
[OperationOutput]
public sealed partial record GetServiceLastAccessedDetailsWithEntitiesResponse
{
    /// <summary>How far the job is.</summary>
    [JobStatus]
    public required string JobStatus { get; init; }

    /// <summary>When it was asked for.</summary>
    [Milliseconds]
    public required DateTimeOffset JobCreationDate { get; init; }

    /// <summary>When it was done.</summary>
    [Milliseconds]
    public required DateTimeOffset JobCompletionDate { get; init; }

    /// <summary>Users and roles.</summary>
    public required IReadOnlyList<EntityDetails> EntityDetailsList { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }

    /// <summary>Why the job failed.</summary>
    public ReportError? Error { get; init; }
}
