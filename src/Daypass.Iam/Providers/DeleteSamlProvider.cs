namespace Daypass.Iam.Providers;

/// <summary>Deletes a SAML provider.</summary>
internal sealed class DeleteSamlProvider(IamServices iam)
    : ArnOperation<DeleteSamlProviderRequest, SamlProvider, NoOutput>(iam, SamlProviderResource.Instance, static input => input.SamlProviderArn)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteSamlProviderRequest input, SamlProvider found, OperationContext context) =>
        Iam.RemoveProvider(found, context);
}
