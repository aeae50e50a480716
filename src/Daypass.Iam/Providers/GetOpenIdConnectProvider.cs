namespace Daypass.Iam.Providers;

/// <summary>Describes an OpenID Connect provider.</summary>
internal sealed class GetOpenIdConnectProvider(IamServices iam)
    : ArnOperation<GetOpenIdConnectProviderRequest, OidcProvider, GetOpenIdConnectProviderResponse>(
        iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn)
{
    protected override ValueTask<Result<GetOpenIdConnectProviderResponse>> Handle(
        GetOpenIdConnectProviderRequest input, OidcProvider found, OperationContext context) =>
        new(new GetOpenIdConnectProviderResponse
        {
            Url = found.Name,
            ClientIdList = found.ClientIds,
            ThumbprintList = found.Thumbprints,
            CreateDate = found.CreatedAt,
            Tags = ProviderRecords.Sorted(found.Tags),
            ContextProvider = ContextProviders.ToWire(found.ContextProvider),
        });
}
