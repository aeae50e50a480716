using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Make a report of what service control policies let a part of an organisation use, and what was used last.</summary>
[Operation("GenerateOrganizationsAccessReport", Service.Iam, Output = typeof(GenerateOrganizationsAccessReportResponse),
    Errors = [ErrorCode.ReportGenerationLimitExceeded])]
public sealed partial record GenerateOrganizationsAccessReportRequest
{
    /// <summary>The path from the organisation down to the root, unit or account.</summary>
    [OrganizationsEntityPath]
    public required string EntityPath { get; init; }

    /// <summary>A service control policy, to report on what it alone allows.</summary>
    [OrganizationsPolicyId]
    public string? OrganizationsPolicyId { get; init; }
}

/// <summary>What GenerateOrganizationsAccessReport answers.</summary>
[OperationOutput]
public sealed partial record GenerateOrganizationsAccessReportResponse
{
    /// <summary>The id of the job, by which the report is read.</summary>
    public string? JobId { get; init; }
}

/// <summary>Read a report on a part of an organisation.</summary>
[Operation("GetOrganizationsAccessReport", Service.Iam, Output = typeof(GetOrganizationsAccessReportResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetOrganizationsAccessReportRequest : IPagedRequest
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

    /// <summary>The order; that of the namespaces by default.</summary>
    [SortKey]
    public string? SortKey { get; init; }
}

/// <summary>What GetOrganizationsAccessReport answers.</summary>
[OperationOutput]
public sealed partial record GetOrganizationsAccessReportResponse
{
    /// <summary>How far the job is.</summary>
    [JobStatus]
    public required string JobStatus { get; init; }

    /// <summary>When it was asked for.</summary>
    [Milliseconds]
    public required DateTimeOffset JobCreationDate { get; init; }

    /// <summary>When it was done.</summary>
    [Milliseconds]
    public DateTimeOffset? JobCompletionDate { get; init; }

    /// <summary>How many services the policies allow.</summary>
    public int? NumberOfServicesAccessible { get; init; }

    /// <summary>How many of them nobody used.</summary>
    public int? NumberOfServicesNotAccessed { get; init; }

    /// <summary>The services.</summary>
    public IReadOnlyList<AccessDetail>? AccessDetails { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }

    /// <summary>Why the job failed.</summary>
    public ReportError? ErrorDetails { get; init; }
}

/// <summary>When accounts used a service last.</summary>
[QueryOutput]
public sealed partial record AccessDetail
{
    /// <summary>The name of the service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>What begins the actions of the service.</summary>
    public required string ServiceNamespace { get; init; }

    /// <summary>For which region.</summary>
    public string? Region { get; init; }

    /// <summary>The path of the account that used it last.</summary>
    [OrganizationsEntityPath]
    public string? EntityPath { get; init; }

    /// <summary>When; absent when never.</summary>
    public DateTimeOffset? LastAuthenticatedTime { get; init; }

    /// <summary>How many accounts used it.</summary>
    public int? TotalAuthenticatedEntities { get; init; }
}
