namespace Daypass.Iam.Providers;

/// <summary>Lists the account's OpenID Connect providers.</summary>
internal sealed class ListOpenIdConnectProviders(IamServices iam)
    : IamAccountOperation<ListOpenIdConnectProvidersRequest, ListOpenIdConnectProvidersResponse>(iam)
{
    protected override async ValueTask<Result<ListOpenIdConnectProvidersResponse>> Handle(ListOpenIdConnectProvidersRequest input, OperationContext context) =>
        new ListOpenIdConnectProvidersResponse
        {
            OpenIdConnectProviderList = await Iam.ListProviders<OidcProvider, OpenIdConnectProviderListEntry>(
                provider => new OpenIdConnectProviderListEntry { Arn = Iam.Arns.For(provider) }, context),
        };
}
