namespace Daypass.Iam.OrganizationsFeatures;

/// <summary>Switches what an organisation can do to the root users of its members.</summary>
/// <typeparam name="TInput">The request record.</typeparam>
internal abstract class SetOrganizationsFeature<TInput>(IamServices iam, string feature, bool enabled)
    : IamAccountOperation<TInput, OrganizationsFeaturesResponse>(iam)
    where TInput : IOperationInput<TInput, OrganizationsFeaturesResponse>
{
    // Only the management account may switch on (the model declares CallerIsNotManagementAccount for that alone); an administrator may switch off.
    protected sealed override ValueTask<Result<OrganizationsFeaturesResponse>> Handle(TInput input, OperationContext context) =>
        Iam.Organizations.SetFeature(context.Caller.Account, feature, enabled, onlyManagement: enabled, context.Cancelled)
            .Then(static organization => new OrganizationsFeaturesResponse { OrganizationId = organization.Id, EnabledFeatures = organization.Features });
}
