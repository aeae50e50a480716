namespace Daypass.Iam.Providers;

/// <summary>Lets another client's tokens be used. Adding what is there succeeds, as at AWS.</summary>
internal sealed class AddClientIdToOpenIdConnectProvider(IamServices iam)
    : ArnOperation<AddClientIdToOpenIdConnectProviderRequest, OidcProvider, NoOutput>(
        iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn)
{
    protected override ValueTask<Result<NoOutput>> Handle(AddClientIdToOpenIdConnectProviderRequest input, OidcProvider found, OperationContext context) =>
        Iam.Store.Change(
            found,
            (_, current) => new(
                current.ClientIds.Contains(input.ClientId) ? current
                : current.ClientIds.Count >= OidcProvider.MostClientIds ? OidcProviderResource.TooManyClients
                : current with { ClientIds = [.. current.ClientIds, input.ClientId] }),
            context.Cancelled).WithoutOutput();
}
