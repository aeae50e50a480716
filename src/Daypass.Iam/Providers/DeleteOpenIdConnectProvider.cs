using Daypass.Protocol;

namespace Daypass.Iam.Providers;

/// <summary>Deletes an OpenID Connect provider.</summary>
internal sealed class DeleteOpenIdConnectProvider(IamServices iam)
    : ArnOperation<DeleteOpenIdConnectProviderRequest, OidcProvider, NoOutput>(
        iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn)
{
    protected override AwsError? Validate(OidcProvider? found, Arn arn, string account) =>
        OidcProviderResource.Instance.Validate(found, arn, account, static text => $"OpenId connect Provider {text} cannot be found.");

    protected override ValueTask<Result<NoOutput>> Handle(DeleteOpenIdConnectProviderRequest input, OidcProvider found, OperationContext context) =>
        Iam.RemoveProvider(found, context);
}
