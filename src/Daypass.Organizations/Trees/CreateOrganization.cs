using Daypass.Core.Operations;

namespace Daypass.Organizations.Trees;

/// <summary>Makes an organisation of the caller's account.</summary>
internal sealed class CreateOrganization(OrganizationServices services) : AccountOperation<CreateOrganizationRequest, CreateOrganizationResponse>
{
    protected override async ValueTask<Result<CreateOrganizationResponse>> Handle(CreateOrganizationRequest input, OperationContext context)
    {
        var made = await services.Store.Write<Organization>(
            async transaction =>
            {
                if (await transaction.Find<Account>("", context.Caller.Account, context.Cancelled) is not { OrganizationId: null } owner)
                {
                    return OrganizationsErrors.AlreadyInOrganization;
                }

                var organization = new Organization
                {
                    Id = Organization.NewId(),
                    ManagementAccount = owner.Id,
                    FeatureSet = input.FeatureSet ?? Organization.AllFeatures,
                    TrustedServices = [],
                    CreatedAt = services.Now,
                };
                OrganizationServices.Expect(
                    await transaction.TryAdd(organization, context.Cancelled)
                    && await transaction.TryUpdate(
                        owner, owner with { OrganizationId = organization.Id, JoinedAt = organization.CreatedAt }, context.Cancelled));
                return organization;
            },
            context.Cancelled);
        return made.Succeeded
            ? new CreateOrganizationResponse { Organization = await services.Answers.Of(made.Value, services.Store, context.Cancelled) }
            : made.Error;
    }
}
