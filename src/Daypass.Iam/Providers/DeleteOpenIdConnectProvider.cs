namespace Daypass.Iam.Providers;

/// <summary>Deletes an OpenID Connect provider.</summary>
internal sealed class DeleteOpenIdConnectProvider(IamServices iam)
    : ArnOperation<DeleteOpenIdConnectProviderRequest, OidcProvider, NoOutput>(
        iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteOpenIdConnectProviderRequest input, OidcProvider found, OperationContext context) =>
        Iam.RemoveProvider(found, context);
}
