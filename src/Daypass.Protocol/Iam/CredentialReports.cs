using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Begin a report on the credentials of all users.</summary>
[Operation("GenerateCredentialReport", Service.Iam, Output = typeof(GenerateCredentialReportResponse), Errors = [ErrorCode.LimitExceeded])]
public sealed partial record GenerateCredentialReportRequest;

/// <summary>What GenerateCredentialReport answers.</summary>
[OperationOutput]
public sealed partial record GenerateCredentialReportResponse
{
    /// <summary>How far the report is.</summary>
    public string? State { get; init; }

    /// <summary>What the state means.</summary>
    public string? Description { get; init; }
}

/// <summary>Read the report on the credentials of all users.</summary>
[Operation("GetCredentialReport", Service.Iam, Output = typeof(GetCredentialReportResponse),
    Errors = [ErrorCode.CredentialReportNotPresent, ErrorCode.CredentialReportExpired, ErrorCode.CredentialReportNotReady])]
public sealed partial record GetCredentialReportRequest;

/// <summary>What GetCredentialReport answers.</summary>
[OperationOutput]
public sealed partial record GetCredentialReportResponse
{
    /// <summary>The report.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>The format, <c>text/csv</c>.</summary>
    public string? ReportFormat { get; init; }

    /// <summary>When the report was made.</summary>
    public DateTimeOffset? GeneratedTime { get; init; }
}
