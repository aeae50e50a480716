using Daypass.Core.Directory;
using Daypass.Iam.Policies;
using Daypass.Protocol;

namespace Daypass.Iam.AccessReports;

/// <summary>A user, group, role or managed policy that a report is asked about by its ARN.</summary>
internal sealed class ReportResource() : ArnResource<ReportSubject>(IamResource.Reported)
{
    /// <summary>The only one.</summary>
    public static ReportResource Instance { get; } = new();

    /// <inheritdoc/>
    public override async ValueTask<ReportSubject?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled)
    {
        if (ManagedPolicies.IsPolicy(arn))
        {
            return await ManagedPolicies.Find(reader, arns, arn, cancelled) is { } policy ? new ReportSubject(null, policy) : null;
        }

        return await PrincipalResource.Instance.Find(reader, arns, arn, cancelled) is { } holder ? new ReportSubject(holder, null) : null;
    }

    /// <summary>None: the reference names no tags for reports.</summary>
    public override IReadOnlyList<EntityTag> TagsOf(ReportSubject found) => [];

    /// <summary>Whoever asks about a shared policy asks about its use in the own account.</summary>
    public override string AccountOf(Arn asked, string callerAccount) =>
        asked.Account.SequenceEqual(EntityArns.SharedAccount) ? callerAccount : asked.Account.ToString();

    /// <inheritdoc/>
    public override AwsError? Validate(ReportSubject? found, Arn arn, string account) =>
        ManagedPolicies.IsPolicy(arn)
            ? found is not null && ManagedPolicies.IsUsable(arn, account) ? null : ManagedPolicies.Unknown(arn, arn.Text)
            : PrincipalResource.Instance.Validate(found?.Holder, arn, account);
}
