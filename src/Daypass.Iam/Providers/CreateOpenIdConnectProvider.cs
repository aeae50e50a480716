using Daypass.Core.Identity;
using Daypass.Iam.Tags;

namespace Daypass.Iam.Providers;

/// <summary>Registers an OpenID Connect provider. No server is contacted: it may be made before its server runs.</summary>
internal sealed class CreateOpenIdConnectProvider(IamServices iam, IWebIdentityVerifier verifier)
    : CreateOperation<CreateOpenIdConnectProviderRequest, CreateOpenIdConnectProviderResponse>(
        iam,
        IamResource.OidcProvider,
        static input => ("/", OidcProviderResource.NameOf(input.Url)),
        PermissionKeys.RequestTags | PermissionKeys.Propagation,
        "iam:TagOpenIDConnectProvider")
{
    protected override IamRequestKeys KeysOf(CreateOpenIdConnectProviderRequest input) => new()
    {
        Tags = input.Tags,
        EnablesPropagation = ContextProviders.Enables(input.ContextProvider, remove: null),
        Issuer = OidcProviderResource.NameOf(input.Url),
    };

    protected override async ValueTask<Result<CreateOpenIdConnectProviderResponse>> Handle(CreateOpenIdConnectProviderRequest input, OperationContext context)
    {
        var url = verifier.CheckUrl(input.Url);
        var tags = EntityTags.Create<OidcProvider>(input.Tags, Iam.Quotas);
        if ((url.Error ?? OidcProviderResource.ValidateThumbprints(input.ThumbprintList) ?? tags.Error
            ?? ContextProviders.Validate(input.ContextProvider)) is { } refusal)
        {
            return refusal;
        }

        var clients = new List<string>(input.ClientIdList.Count);
        foreach (var client in input.ClientIdList)
        {
            if (!clients.Contains(client))
            {
                clients.Add(client);
            }
        }

        if (clients.Count > OidcProvider.MostClientIds)
        {
            return OidcProviderResource.TooManyClients;
        }

        var name = OidcProviderResource.NameOf(url.Value!);
        return await Iam.AddProvider(
            name,
            IamErrors.AlreadyExists($"Provider with url {url.Value} already exists."),
            () => new OidcProvider
            {
                Account = context.Caller.Account,
                Name = name,
                Id = ProviderIds.New("OIDCP"),
                CreatedAt = Iam.Now,
                ClientIds = clients,
                Thumbprints = OidcProviderResource.Lowered(input.ThumbprintList),
                ContextProvider = ContextProviders.ToStored(input.ContextProvider),
                Tags = tags.Value!,
            },
            "OpenIdConnectProviders",
            context).Then(provider => new CreateOpenIdConnectProviderResponse
            {
                OpenIdConnectProviderArn = Iam.Arns.For(provider),
                Tags = provider.Tags.OrNone(),
            });
    }
}
