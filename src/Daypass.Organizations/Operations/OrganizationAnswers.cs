using Daypass.Core.Directory;

namespace Daypass.Organizations.Operations;

/// <summary>What is answered of the parts of an organisation.</summary>
internal sealed class OrganizationAnswers(EntityArns arns)
{
    private static readonly string[] Types = [ControlPolicy.ServiceType, ControlPolicy.ResourceType];

    public async ValueTask<OrganizationShape> Of(Organization organization, IDirectoryReader reader, CancellationToken cancelled) => new()
    {
        Id = organization.Id,
        Arn = arns.For(organization),
        FeatureSet = organization.FeatureSet,
        MasterAccountArn = arns.ForMember(organization, organization.ManagementAccount),
        MasterAccountId = organization.ManagementAccount,
        MasterAccountEmail = (await reader.Find<Account>("", organization.ManagementAccount, cancelled))?.Email,

        // AWS keeps this from the days of one type, says not to rely on it, and shows the same for whatever is enabled.
        AvailablePolicyTypes = organization.FeatureSet == Organization.AllFeatures ? [Enabled(ControlPolicy.ServiceType)] : [],
    };

    public RootShape RootOf(Organization organization) => new()
    {
        Id = organization.RootId,
        Arn = arns.ForRoot(organization),
        Name = "Root",
        PolicyTypes = [.. Types.Where(organization.Enables).Select(Enabled)],
    };

    public OrganizationalUnitShape Of(OrganizationalUnit unit, Organization organization, string parentPath) => new()
    {
        Id = unit.Id,
        Arn = arns.ForUnit(organization, unit.Id),
        Name = unit.DisplayName,
        Path = $"{parentPath}{unit.Id}/",
    };

    public AccountShape Of(Account account, Organization organization, string parentPath) => new()
    {
        Id = account.Id,
        Arn = arns.ForMember(organization, account.Id),
        Email = account.Email,
        Name = account.DisplayName.Length == 0 ? account.Id : account.DisplayName,
        Status = account.Closed ? "SUSPENDED" : "ACTIVE",
        State = account.Closed ? "SUSPENDED" : "ACTIVE",
        Paths = [$"{parentPath}{account.Id}/"],
        JoinedMethod = account.MadeByOrganization ? "CREATED" : "INVITED",
        JoinedTimestamp = account.JoinedAt ?? organization.CreatedAt,
    };

    public static CreateAccountStatus Of(AccountRequest request) => new()
    {
        Id = request.Id,
        AccountName = request.AccountName,
        State = StateOf(request),
        RequestedTimestamp = request.RequestedAt,
        CompletedTimestamp = request.RequestedAt,
        AccountId = request.AccountId,
        FailureReason = request.Failure,
    };

    public static string StateOf(AccountRequest request) => request.Failure is null ? "SUCCEEDED" : "FAILED";

    public PolicySummary SummaryOf(ControlPolicy policy, Organization organization) => new()
    {
        Id = policy.Id,
        Arn = arns.For(policy, organization),
        Name = policy.DisplayName,
        Description = policy.Description,
        Type = policy.Type,
        AwsManaged = policy.AwsManaged,
    };

    public ControlPolicyShape Of(ControlPolicy policy, Organization organization) =>
        new() { PolicySummary = SummaryOf(policy, organization), Content = policy.Document };

    private static PolicyTypeSummary Enabled(string type) => new() { Type = type, Status = "ENABLED" };
}
