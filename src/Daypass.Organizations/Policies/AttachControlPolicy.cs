namespace Daypass.Organizations.Policies;

/// <summary>Attaches a policy to a root, a unit or an account; it decides there at once.</summary>
internal sealed class AttachControlPolicy(OrganizationServices services)
    : OrganizationOperation<AttachControlPolicyRequest, NoOutput>(
        services, $"{ResourceNames.Policy}, {ResourceNames.Root}, {ResourceNames.Unit}, {ResourceNames.Account}",
        KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(AttachControlPolicyRequest input) => [input.PolicyId, input.TargetId];

    protected override ValueTask<Result<NoOutput>> Handle(
        AttachControlPolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context) => Services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            var found = await Attachment.Find(Services, transaction, organization, input.PolicyId, input.TargetId, context.Cancelled);
            if (!found.Succeeded)
            {
                return found.Error;
            }

            var (policy, place) = found.Value;
            var attached = place.Controls.Of(policy.Type);
            if (attached.Contains(policy.Id))
            {
                return OrganizationsErrors.DuplicateAttachment;
            }

            if (attached.Count >= Services.Quotas.AttachedOf(policy.Type))
            {
                return OrganizationsErrors.Constraint(
                    "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "You have attached the maximum number of policies to the specified target.");
            }

            OrganizationServices.Expect(
                await place.TryStore(transaction, place.Controls.With(policy.Type, [.. attached, policy.Id]), context.Cancelled));
            return NoOutput.Instance;
        },
        context.Cancelled);
}
