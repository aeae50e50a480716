namespace Daypass.Organizations.Policies;

/// <summary>Changes a policy; what it is attached to is decided by the new text at once.</summary>
internal sealed class UpdateControlPolicy(OrganizationServices services)
    : OrganizationOperation<UpdateControlPolicyRequest, UpdateControlPolicyResponse>(
        services, ResourceNames.Policy, KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(UpdateControlPolicyRequest input) => [input.PolicyId];

    protected override async ValueTask<Result<UpdateControlPolicyResponse>> Handle(
        UpdateControlPolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var changed = await Services.Write<ControlPolicy>(
            target, (transaction, organization) => Change(transaction, organization, input, context.Cancelled), context.Cancelled);
        return changed.Succeeded ? new UpdateControlPolicyResponse { Policy = Services.Answers.Of(changed.Value, organization) } : changed.Error;
    }

    private async ValueTask<Result<ControlPolicy>> Change(
        IDirectoryTransaction transaction, Organization organization, UpdateControlPolicyRequest input, CancellationToken cancelled)
    {
        if (await OrganizationParts.FindPolicy(transaction, organization, input.PolicyId, cancelled) is not { } policy)
        {
            return OrganizationsErrors.PolicyNotFound;
        }

        if (policy.AwsManaged)
        {
            return OrganizationsErrors.InvalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
        }

        if (input.Content is { } content && PolicyRules.Validate(content, policy.Type, Services.PolicyQuotas) is { } refusal)
        {
            return refusal;
        }

        if (input.Name is { } name && name != policy.DisplayName && await PolicyNames.IsTaken(transaction, organization, policy.Type, name, cancelled))
        {
            return OrganizationsErrors.DuplicatePolicy;
        }

        var changed = policy with
        {
            DisplayName = input.Name ?? policy.DisplayName,
            Description = input.Description ?? policy.Description,
            Document = input.Content ?? policy.Document,
        };
        OrganizationServices.Expect(await transaction.TryUpdate(policy, changed, cancelled));
        return changed;
    }
}
