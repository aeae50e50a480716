using Daypass.Core.Usage;
using Daypass.Protocol;

namespace Daypass.Iam.AccessReports;

/// <summary>Makes a report of what service control policies let the accounts of a part of the organisation use, and of when they used it.</summary>
internal sealed class GenerateOrganizationsAccessReport(IamServices iam)
    : UntargetedOperation<GenerateOrganizationsAccessReportRequest, GenerateOrganizationsAccessReportResponse>(
        iam, new IamPermission("GenerateOrganizationsAccessReport", IamResource.AccessReport, IamScope.Existing, PermissionKeys.OrganizationsPolicy))
{
    // What else a caller needs (IAM User Guide, "View last accessed information for Organizations"); without it AWS takes the job, and the job fails.
    private static readonly string[] Needed =
    [
        "organizations:DescribePolicy", "organizations:ListChildren", "organizations:ListParents", "organizations:ListPoliciesForTarget",
        "organizations:ListRoots", "organizations:ListTargetsForPolicy",
    ];

    private static readonly AccessReportFailure NotAuthorized = new(
        "ORGANIZATIONS_REPORT_ACCESS_DENIED", "Requester is not authorized to perform the required AWS Organizations Describe* and List* actions.");

    private static readonly AccessReportFailure NoSuchPart = new(
        "INVALID_ORGANIZATIONS_ENTITY_PATH", "The entity with the specified path does not exist in your organization.");

    private static readonly AccessReportFailure NoSuchPolicy = new(
        "INVALID_ORGANIZATIONS_POLICY", "The policy with the specified ID does not exist in your organization.");

    protected override string ResourceOf(GenerateOrganizationsAccessReportRequest input, string account) =>
        Iam.Arns.Iam(account, IamResource.AccessReport.Type, "/", input.EntityPath);

    protected override IamRequestKeys KeysOf(GenerateOrganizationsAccessReportRequest input) => new() { OrganizationsPolicy = input.OrganizationsPolicyId };

    protected override async ValueTask<Result<GenerateOrganizationsAccessReportResponse>> Handle(
        GenerateOrganizationsAccessReportRequest input, OperationContext context)
    {
        var organization = await Iam.Organizations.FindFor(context.Caller.Account, context.Cancelled);
        if (ReportedOrganization.Validate(organization, context.Caller.Account) is { } refusal)
        {
            return refusal;
        }

        if (!input.EntityPath.StartsWith(organization!.Id + '/', StringComparison.Ordinal))
        {
            return IamErrors.OtherOrganization;
        }

        if (await Iam.Store.FindRecent(input.EntityPath, input.OrganizationsPolicyId, context) is { } recent)
        {
            return new GenerateOrganizationsAccessReportResponse { JobId = recent.Id };
        }

        var made = await Make(input, new ReportedOrganization(Iam.Store, organization), context);
        var report = new AccessReport
        {
            Account = context.Caller.Account,
            Id = RandomSupply.NewUuid().ToString(),
            AskedBy = context.Caller.UserId,
            Arn = input.EntityPath,
            OfOrganization = true,
            PolicyId = input.OrganizationsPolicyId,
            CreatedAt = context.Now,
            Services = made.Services,
            Failure = made.Failure,
        };
        return await Iam.Store.Keep(report, context.Cancelled).Then(static kept => new GenerateOrganizationsAccessReportResponse { JobId = kept.Id });
    }

    private async ValueTask<(List<ServiceAccess> Services, AccessReportFailure? Failure)> Make(
        GenerateOrganizationsAccessReportRequest input, ReportedOrganization organization, OperationContext context)
    {
        if (!Array.TrueForAll(Needed, action => context.CallerMay(action, "*")))
        {
            return ([], NotAuthorized);
        }

        if (await organization.Find(input.EntityPath, context.Cancelled) is not { } part)
        {
            return ([], NoSuchPart);
        }

        var policy = input.OrganizationsPolicyId is { } id ? await organization.FindPolicy(id, context.Cancelled) : null;
        if (policy is null && input.OrganizationsPolicyId is not null)
        {
            return ([], NoSuchPolicy);
        }

        var granted = await organization.GrantsOf(part, policy, context.Cancelled);
        var uses = new List<(ReportedAccount Account, ServiceUse Use)>();
        foreach (var account in await organization.AccountsOf(part, policy?.Id, context.Cancelled))
        {
            uses.AddRange((await Iam.Uses.Accesses(account.Id, "", context.Now, context.Cancelled)).Select(use => (account, use)));
        }

        var byService = uses.ToLookup(static seen => seen.Use.Service, StringComparer.Ordinal);
        return (granted.List().ConvertAll(service => Describe(service, [.. byService[service]])), null);
    }

    private static ServiceAccess Describe(string service, List<(ReportedAccount Account, ServiceUse Use)> uses)
    {
        if (uses.Count == 0)
        {
            return new ServiceAccess(service, null, 0, null);
        }

        var (account, use) = uses.MaxBy(static seen => seen.Use.At);
        var accounts = uses.Select(static seen => seen.Account.Id).Distinct(StringComparer.Ordinal).Count();
        return new ServiceAccess(service, new AccessUse(use.At, account.Path, use.Region.Length == 0 ? null : use.Region), accounts, null);
    }
}
