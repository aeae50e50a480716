namespace Daypass.Iam.AccessReports;

/// <summary>Keeps reports for a week, and the newest fifty of an account.</summary>
internal static class AccessReports
{
    /// <summary>What a finished job is.</summary>
    public const string Completed = "COMPLETED";

    /// <summary>What a job is that could not be done.</summary>
    public const string Failed = "FAILED";

    /// <summary>A report of services.</summary>
    public const string OfServices = "SERVICE_LEVEL";

    /// <summary>A report of actions.</summary>
    public const string OfActions = "ACTION_LEVEL";

    private const int Most = 50;

    /// <summary>Who asks the same of an organisation within this time gets the same job, failed or not, as at AWS.</summary>
    private static readonly TimeSpan Reused = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Stores a report in place of the oldest ones.</summary>
    public static ValueTask<Result<AccessReport>> Keep(this IDirectoryStore store, AccessReport report, CancellationToken cancelled) =>
        store.Write<AccessReport>(
            async transaction =>
            {
                while (await transaction.List<AccessReport>(report.Account, "/", "", 1, cancelled) is [var oldest]
                    && (oldest.CreatedAt + Kept <= report.CreatedAt || await transaction.Count(EntityKind.AccessReport, report.Account, cancelled) >= Most))
                {
                    await transaction.TryDelete(oldest, cancelled);
                }

                return await transaction.TryAdd(report, cancelled)
                    ? report
                    : throw new InvalidOperationException("A random job id was drawn twice.");
            },
            cancelled);

    /// <summary>The job by which the caller asked the same of an organisation a moment ago, or null.</summary>
    public static async ValueTask<AccessReport?> FindRecent(this IDirectoryReader reader, string path, string? policyId, OperationContext context)
    {
        foreach (var report in await reader.List<AccessReport>(context.Caller.Account, "/", "", Most, context.Cancelled))
        {
            if (report.OfOrganization && report.Arn == path && report.PolicyId == policyId && report.AskedBy == context.Caller.UserId
                && context.Now < report.CreatedAt + Reused)
            {
                return report;
            }
        }

        return null;
    }

    /// <summary>The report of the caller's that has this job id, on an organisation or not.</summary>
    public static async ValueTask<Result<AccessReport>> FindReport(
        this IDirectoryReader reader, string jobId, OperationContext context, bool ofOrganization = false) =>
        await reader.FindById<AccessReport>(jobId, context.Cancelled) is { } report
            && report.OfOrganization == ofOrganization && report.Account == context.Caller.Account && report.AskedBy == context.Caller.UserId
            && context.Now < report.CreatedAt + Kept
            ? report
            : IamErrors.NoSuchEntity($"The job with name {jobId} cannot be found.");
}
