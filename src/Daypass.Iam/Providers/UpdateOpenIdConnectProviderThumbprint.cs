namespace Daypass.Iam.Providers;

/// <summary>Replaces the thumbprints of an OpenID Connect provider.</summary>
internal sealed class UpdateOpenIdConnectProviderThumbprint(IamServices iam)
    : ArnOperation<UpdateOpenIdConnectProviderThumbprintRequest, OidcProvider, NoOutput>(
        iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn)
{
    protected override AwsError? Validate(UpdateOpenIdConnectProviderThumbprintRequest input, OperationContext context) =>
        input.ThumbprintList.Count == 0
            ? IamErrors.InvalidInput("Thumbprint list must contain at least one entry.")
            : OidcProviderResource.ValidateThumbprints(input.ThumbprintList);

    protected override ValueTask<Result<NoOutput>> Handle(UpdateOpenIdConnectProviderThumbprintRequest input, OidcProvider found, OperationContext context) =>
        Iam.Store.Change(found, (_, current) => new(current with { Thumbprints = OidcProviderResource.Lowered(input.ThumbprintList) }), context.Cancelled)
            .WithoutOutput();
}
