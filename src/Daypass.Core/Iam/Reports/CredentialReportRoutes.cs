using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Reports;

/// <summary>The credential report: made at most every four hours, kept as it was made.</summary>
internal sealed class CredentialReportRoutes(IamParts iam)
{
    private const string ReportName = "report";

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(4);

    private static readonly AwsError NotPresent = new(
        ErrorCode.CredentialReportNotPresent, 410, "The request was rejected because the credential report does not exist. To generate a credential report, use GenerateCredentialReport.");

    private static readonly AwsError Expired = new(
        ErrorCode.CredentialReportExpired, 410, "The request was rejected because the most recent credential report has expired. To generate a new credential report, use GenerateCredentialReport.");

    private readonly CredentialTable _table = new(iam);

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<GenerateCredentialReportRequest, GenerateCredentialReportResponse>(static _ => IamTarget.None, Generate),
        iam.Route<GetCredentialReportRequest, GetCredentialReportResponse>(static _ => IamTarget.None, async (_, context) =>
            await Find(iam.Store, context) is not { } report ? NotPresent
            : !IsFresh(report, context) ? Expired
            : new GetCredentialReportResponse { Content = report.Content, ReportFormat = "text/csv", GeneratedTime = report.GeneratedAt }),
    ];

    private async ValueTask<Result<GenerateCredentialReportResponse>> Generate(GenerateCredentialReportRequest input, OperationContext context)
    {
        if (await Find(iam.Store, context) is { } known && IsFresh(known, context))
        {
            return new GenerateCredentialReportResponse { State = "COMPLETE" };
        }

        var made = new CredentialReport { Account = context.Caller.Account, GeneratedAt = iam.Now, Content = await _table.Write(context) };
        return await iam.Store.Write<GenerateCredentialReportResponse>(
            async transaction =>
            {
                _ = await Find(transaction, context) is { } old
                    ? await transaction.TryUpdate(old, made, context.Cancelled)
                    : await transaction.TryAdd(made, context.Cancelled);
                return new GenerateCredentialReportResponse { State = "STARTED", Description = "No report exists. Starting a new report generation task" };
            },
            context.Cancelled);
    }

    private static ValueTask<CredentialReport?> Find(IDirectoryReader reader, OperationContext context) =>
        reader.Find<CredentialReport>(context.Caller.Account, ReportName, context.Cancelled);

    private static bool IsFresh(CredentialReport report, OperationContext context) => context.Now - report.GeneratedAt < Fresh;
}
