namespace Daypass.Iam.Providers;

/// <summary>Lists the account's SAML providers.</summary>
internal sealed class ListSamlProviders(IamServices iam) : IamAccountOperation<ListSamlProvidersRequest, ListSamlProvidersResponse>(iam)
{
    protected override async ValueTask<Result<ListSamlProvidersResponse>> Handle(ListSamlProvidersRequest input, OperationContext context) =>
        new ListSamlProvidersResponse
        {
            SamlProviderList = await Iam.ListProviders<SamlProvider, SamlProviderListEntry>(
                provider => new SamlProviderListEntry
                {
                    Arn = Iam.Arns.For(provider),
                    ValidUntil = SamlProviderResource.EndOf(provider),
                    CreateDate = provider.CreatedAt,
                },
                context),
        };
}
