namespace Daypass.Iam.Providers;

/// <summary>Lets a client's tokens be used no more. Removing what is not there succeeds, as at AWS.</summary>
internal sealed class RemoveClientIdFromOpenIdConnectProvider(IamServices iam)
    : ArnOperation<RemoveClientIdFromOpenIdConnectProviderRequest, OidcProvider, NoOutput>(
        iam, OidcProviderResource.Instance, static input => input.OpenIdConnectProviderArn)
{
    protected override ValueTask<Result<NoOutput>> Handle(RemoveClientIdFromOpenIdConnectProviderRequest input, OidcProvider found, OperationContext context) =>
        Iam.Store.Change(
            found,
            (_, current) => new(current.ClientIds.Contains(input.ClientId)
                ? current with { ClientIds = [.. current.ClientIds.Where(client => client != input.ClientId)] }
                : current),
            context.Cancelled).WithoutOutput();
}
