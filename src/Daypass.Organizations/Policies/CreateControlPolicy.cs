namespace Daypass.Organizations.Policies;

/// <summary>Makes a service or resource control policy, whether or not its type is enabled.</summary>
internal sealed class CreateControlPolicy(OrganizationServices services)
    : OrganizationOperation<CreateControlPolicyRequest, CreateControlPolicyResponse>(
        services, ResourceNames.None, KeyNames.ShownRequestTag, KeyNames.TagKeys, KeyNames.PolicyType)
{
    protected override string? PolicyTypeOf(CreateControlPolicyRequest input) => input.Type;

    protected override IReadOnlyList<OrganizationTag> TagsOf(CreateControlPolicyRequest input) => input.Tags;

    protected override async ValueTask<Result<CreateControlPolicyResponse>> Handle(
        CreateControlPolicyRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var tags = OrganizationTags.Make(input.Tags, Services.Quotas);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if ((PolicyRules.ValidateType(organization, input.Type) ?? PolicyRules.Validate(input.Content, input.Type, Services.PolicyQuotas)) is { } refusal)
        {
            return refusal;
        }

        var made = await Services.Write<ControlPolicy>(
            target, (transaction, organization) => Add(transaction, organization, input, tags.Value, context.Cancelled), context.Cancelled);
        return made.Succeeded ? new CreateControlPolicyResponse { Policy = Services.Answers.Of(made.Value, organization) } : made.Error;
    }

    private async ValueTask<Result<ControlPolicy>> Add(
        IDirectoryTransaction transaction, Organization organization, CreateControlPolicyRequest input, IReadOnlyList<EntityTag> tags,
        CancellationToken cancelled)
    {
        if (await PolicyNames.IsTaken(transaction, organization, input.Type, input.Name, cancelled))
        {
            return OrganizationsErrors.DuplicatePolicy;
        }

        if (await transaction.CountReferrers(organization.Id, Relation.Typed, input.Type, cancelled) >= Services.Quotas.PoliciesOf(input.Type))
        {
            return OrganizationsErrors.Constraint(
                "POLICY_NUMBER_LIMIT_EXCEEDED", "You have exceeded the number of policies that you can have in an organization.");
        }

        while (true)
        {
            var policy = new ControlPolicy
            {
                OrganizationId = organization.Id,
                Id = ControlPolicy.NewId(),
                DisplayName = input.Name,
                Description = input.Description,
                Type = input.Type,
                Document = input.Content,
                Tags = tags,
            };
            if (await transaction.TryAdd(policy, cancelled))
            {
                return policy;
            }
        }
    }
}
