using Daypass.Protocol;

namespace Daypass.Iam.Providers;

/// <summary>Sets or removes what an OpenID Connect provider propagates.</summary>
internal sealed class UpdateOpenIdConnectProvider(IamServices iam) : ArnOperation<UpdateOpenIdConnectProviderRequest, OidcProvider, NoOutput>(
    iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn, PermissionKeys.Propagation)
{
    private const string ResourceType = "oidc-provider/";

    protected override IamRequestKeys KeysOf(UpdateOpenIdConnectProviderRequest input) => new()
    {
        EnablesPropagation = ContextProviders.Enables(input.ContextProvider, input.RemoveContextProvider),
        Issuer = Arn.TryParse(input.OpenIdConnectProviderArn, out var arn) && arn.Resource.StartsWith(ResourceType, StringComparison.Ordinal)
            ? arn.Resource[ResourceType.Length..].ToString()
            : null,
    };

    protected override AwsError? Validate(UpdateOpenIdConnectProviderRequest input, OperationContext context)
    {
        if (input is { IdentityCenterInstanceArn: not null } or { RemoveIdentityCenterInstance: true })
        {
            return IamErrors.InvalidInput("This service has no IAM Identity Center, so no identity provider can be associated with an instance of it.");
        }

        return input is { ContextProvider: null, RemoveContextProvider: not true }
            ? IamErrors.InvalidInput("Unable to update identity provider. No updates are defined.")
            : ContextProviders.ValidateChange(input.ContextProvider, input.RemoveContextProvider);
    }

    protected override ValueTask<Result<NoOutput>> Handle(UpdateOpenIdConnectProviderRequest input, OidcProvider found, OperationContext context) =>
        Iam.Store.Change(
            found,
            (_, current) => new(current with { ContextProvider = ContextProviders.ToStored(input.ContextProvider) }),
            context.Cancelled).WithoutOutput();
}
