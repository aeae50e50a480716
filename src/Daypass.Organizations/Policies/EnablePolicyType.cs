namespace Daypass.Organizations.Policies;

/// <summary>Puts policies of a type in force. AWS's policy that allows everything is attached to all there is by that.</summary>
internal sealed class EnablePolicyType(OrganizationServices services)
    : OrganizationOperation<EnablePolicyTypeRequest, EnablePolicyTypeResponse>(
        services, ResourceNames.Root, KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    protected override IReadOnlyList<string> Named(EnablePolicyTypeRequest input) => [input.RootId];

    protected override string? PolicyTypeOf(EnablePolicyTypeRequest input) => input.PolicyType;

    protected override async ValueTask<Result<EnablePolicyTypeResponse>> Handle(
        EnablePolicyTypeRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var enabled = await Services.Write<Organization>(
            target,
            async (transaction, organization) =>
            {
                if (input.RootId != organization.RootId)
                {
                    return OrganizationsErrors.RootNotFound;
                }

                if (PolicyRules.ValidateType(organization, input.PolicyType) is { } refusal)
                {
                    return refusal;
                }

                if (organization.Enables(input.PolicyType))
                {
                    return OrganizationsErrors.TypeAlreadyEnabled;
                }

                var changed = organization with { PolicyTypes = [.. organization.PolicyTypes, input.PolicyType] };
                OrganizationServices.Expect(await transaction.TryUpdate(organization, changed, context.Cancelled));
                return changed;
            },
            context.Cancelled);
        return enabled.Succeeded ? new EnablePolicyTypeResponse { Root = Services.Answers.RootOf(enabled.Value) } : enabled.Error;
    }
}
