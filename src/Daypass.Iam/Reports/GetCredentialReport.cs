namespace Daypass.Iam.Reports;

/// <summary>Shows the credential report while it is fresh.</summary>
internal sealed class GetCredentialReport(IamServices iam) : IamAccountOperation<GetCredentialReportRequest, GetCredentialReportResponse>(iam)
{
    /// <summary>All that AWS says; the code is what tells.</summary>
    private const string Unknown = "Unknown";

    private static readonly AwsError NotPresent = new(ErrorCode.CredentialReportNotPresent, 410, Unknown);

    private static readonly AwsError Expired = new(ErrorCode.CredentialReportExpired, 410, Unknown);

    protected override async ValueTask<Result<GetCredentialReportResponse>> Handle(GetCredentialReportRequest input, OperationContext context) =>
        await Iam.Store.FindReport(context) is not { } report ? NotPresent
        : !CredentialReports.IsFresh(report, context) ? Expired
        : new GetCredentialReportResponse { Content = report.Content, ReportFormat = "text/csv", GeneratedTime = report.GeneratedAt };
}
