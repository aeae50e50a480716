namespace Daypass.Iam.Reports;

/// <summary>Makes the credential report unless there is a fresh one.</summary>
internal sealed class GenerateCredentialReport(IamServices iam) : IamAccountOperation<GenerateCredentialReportRequest, GenerateCredentialReportResponse>(iam)
{
    private readonly CredentialTable _table = new(iam);

    protected override async ValueTask<Result<GenerateCredentialReportResponse>> Handle(GenerateCredentialReportRequest input, OperationContext context)
    {
        if (await Iam.Store.FindReport(context) is { } known && CredentialReports.IsFresh(known, context))
        {
            return new GenerateCredentialReportResponse { State = "COMPLETE" };
        }

        var made = new CredentialReport { Account = context.Caller.Account, GeneratedAt = Iam.Now, Content = await _table.Write(context) };
        return await Iam.Store.Write<GenerateCredentialReportResponse>(
            async transaction =>
            {
                _ = await transaction.FindReport(context) is { } old
                    ? await transaction.TryUpdate(old, made, context.Cancelled)
                    : await transaction.TryAdd(made, context.Cancelled);
                return new GenerateCredentialReportResponse { State = "STARTED", Description = "No report exists. Starting a new report generation task" };
            },
            context.Cancelled);
    }
}
