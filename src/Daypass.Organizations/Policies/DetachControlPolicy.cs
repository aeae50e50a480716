namespace Daypass.Organizations.Policies;

/// <summary>Detaches a policy from a root, a unit or an account. One service control policy has to stay, and AWS's resource control policy.</summary>
internal sealed class DetachControlPolicy(OrganizationServices services)
    : OrganizationOperation<DetachControlPolicyRequest, NoOutput>(
        services, $"{ResourceNames.Policy}, {ResourceNames.Root}, {ResourceNames.Unit}, {ResourceNames.Account}",
        KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(DetachControlPolicyRequest input) => [input.PolicyId, input.TargetId];

    protected override ValueTask<Result<NoOutput>> Handle(
        DetachControlPolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context) => Services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            var found = await Attachment.Find(Services, transaction, organization, input.PolicyId, input.TargetId, context.Cancelled);
            if (!found.Succeeded)
            {
                return found.Error.Code == OrganizationsErrorCode.PolicyTypeNotEnabled ? OrganizationsErrors.NotAttached : found.Error;
            }

            var (policy, place) = found.Value;
            var attached = place.Controls.Of(policy.Type);
            if (!attached.Contains(policy.Id))
            {
                return OrganizationsErrors.NotAttached;
            }

            if (policy.Id == ControlPolicy.ResourceFullAccess)
            {
                return OrganizationsErrors.InvalidInput("NON_DETACHABLE_POLICY", "You can't detach this AWS managed policy.");
            }

            if (attached.Count == 1)
            {
                return OrganizationsErrors.Constraint(
                    "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
                    "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.");
            }

            OrganizationServices.Expect(await place.TryStore(
                transaction, place.Controls.With(policy.Type, [.. attached.Where(id => id != policy.Id)]), context.Cancelled));
            return NoOutput.Instance;
        },
        context.Cancelled);
}
