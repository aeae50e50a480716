namespace Daypass.Iam.Reports;

/// <summary>The credential report of an account: made at most every four hours, kept as it was made.</summary>
internal static class CredentialReports
{
    private const string Name = "report";

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(4);

    /// <summary>The report of the caller's account, or null.</summary>
    public static ValueTask<CredentialReport?> FindReport(this IDirectoryReader reader, OperationContext context) =>
        reader.Find<CredentialReport>(context.Caller.Account, Name, context.Cancelled);

    /// <summary>Whether a report is young enough to be shown.</summary>
    public static bool IsFresh(CredentialReport report, OperationContext context) => context.Now - report.GeneratedAt < Fresh;
}
