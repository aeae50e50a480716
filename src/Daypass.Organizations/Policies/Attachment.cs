namespace Daypass.Organizations.Policies;

/// <summary>A policy and what it is to be attached to or detached from.</summary>
internal readonly record struct Attachment(ControlPolicy Policy, PolicyTarget Place)
{
    /// <summary>Both, where the policy's type is enabled.</summary>
    public static async ValueTask<Result<Attachment>> Find(
        OrganizationServices services, IDirectoryReader reader, Organization organization, string policyId, string targetId, CancellationToken cancelled)
    {
        if (await OrganizationParts.FindPolicy(reader, organization, policyId, cancelled) is not { } policy)
        {
            return OrganizationsErrors.PolicyNotFound;
        }

        if (await services.Parts.FindTarget(reader, organization, targetId, cancelled) is not { } place)
        {
            return OrganizationsErrors.TargetNotFound;
        }

        return organization.Enables(policy.Type) ? new Attachment(policy, place) : OrganizationsErrors.TypeNotEnabled;
    }
}
