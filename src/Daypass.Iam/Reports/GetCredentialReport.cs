namespace Daypass.Iam.Reports;

/// <summary>Shows the credential report while it is fresh.</summary>
internal sealed class GetCredentialReport(IamServices iam) : IamAccountOperation<GetCredentialReportRequest, GetCredentialReportResponse>(iam)
{
    private static readonly AwsError NotPresent = new(
        ErrorCode.CredentialReportNotPresent,
        410,
        "The request was rejected because the credential report does not exist. To generate a credential report, use GenerateCredentialReport.");

    private static readonly AwsError Expired = new(
        ErrorCode.CredentialReportExpired,
        410,
        "The request was rejected because the most recent credential report has expired. To generate a new credential report, use GenerateCredentialReport.");

    protected override async ValueTask<Result<GetCredentialReportResponse>> Handle(GetCredentialReportRequest input, OperationContext context) =>
        await Iam.Store.FindReport(context) is not { } report ? NotPresent
        : !CredentialReports.IsFresh(report, context) ? Expired
        : new GetCredentialReportResponse { Content = report.Content, ReportFormat = "text/csv", GeneratedTime = report.GeneratedAt };
}
