using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Identity;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Providers;

/// <summary>The operations on OpenID Connect providers. Registering one contacts nobody: it may be made before its server runs.</summary>
internal sealed class OidcProviderRoutes(IamParts iam, IWebIdentityVerifier verifier)
{
    private readonly ProviderRecords<OidcProvider> _providers = new(
        iam, "oidc-provider", iam.Arns.Of, static arn => IamErrors.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}"));

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreateOpenIdConnectProviderRequest, CreateOpenIdConnectProviderResponse>(Target, Create),
        iam.Route<GetOpenIdConnectProviderRequest, GetOpenIdConnectProviderResponse>(static input => IamTarget.By(input.OpenIdConnectProviderArn), Get),
        iam.Route<ListOpenIdConnectProvidersRequest, ListOpenIdConnectProvidersResponse>(static _ => IamTarget.None, List),
        iam.Route<DeleteOpenIdConnectProviderRequest, NoOutput>(
            static input => IamTarget.By(input.OpenIdConnectProviderArn), (input, context) => _providers.Remove(input.OpenIdConnectProviderArn, context)),
        iam.Route<AddClientIdToOpenIdConnectProviderRequest, NoOutput>(
            static input => IamTarget.By(input.OpenIdConnectProviderArn),
            (input, context) => _providers.Change(input.OpenIdConnectProviderArn, provider => WithClient(provider, input.ClientId), context).Silent()),
        iam.Route<RemoveClientIdFromOpenIdConnectProviderRequest, NoOutput>(
            static input => IamTarget.By(input.OpenIdConnectProviderArn),
            (input, context) => _providers.Change(input.OpenIdConnectProviderArn, provider => WithoutClient(provider, input.ClientId), context).Silent()),
        iam.Route<UpdateOpenIdConnectProviderThumbprintRequest, NoOutput>(static input => IamTarget.By(input.OpenIdConnectProviderArn), UpdateThumbprints),
        iam.Route<TagOpenIdConnectProviderRequest, NoOutput>(
            static input => IamTarget.By(input.OpenIdConnectProviderArn) with { Tags = input.Tags },
            (input, context) => _providers.Tag(input.OpenIdConnectProviderArn, input.Tags, context)),
        iam.Route<UntagOpenIdConnectProviderRequest, NoOutput>(
            static input => IamTarget.By(input.OpenIdConnectProviderArn) with { TagKeys = input.TagKeys },
            (input, context) => _providers.Untag(input.OpenIdConnectProviderArn, input.TagKeys, context)),
        iam.Route<ListOpenIdConnectProviderTagsRequest, ListOpenIdConnectProviderTagsResponse>(
            static input => IamTarget.By(input.OpenIdConnectProviderArn),
            (input, context) => _providers.Tags(input.OpenIdConnectProviderArn, PageRequest.Of(ListOpenIdConnectProviderTagsRequest.Operation, context, input.Marker, input.MaxItems), context)
                .Then(static page => new ListOpenIdConnectProviderTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),
    ];

    private static IamTarget Target(CreateOpenIdConnectProviderRequest input) =>
        IamTarget.Make("/", NameOf(input.Url)) with { Tags = input.Tags };

    private static string NameOf(string url) => url.StartsWith("https://", StringComparison.Ordinal) ? url["https://".Length..] : url;

    private async ValueTask<Result<CreateOpenIdConnectProviderResponse>> Create(CreateOpenIdConnectProviderRequest input, OperationContext context)
    {
        var url = verifier.CheckUrl(input.Url);
        var tags = EntityTags.Of(input.Tags, iam.Quotas);
        if ((url.Error ?? RefuseThumbprints(input.ThumbprintList) ?? tags.Error) is { } refusal)
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
            return TooManyClients;
        }

        return await iam.Store.Write<OidcProvider>(
            async transaction => await transaction.Find<OidcProvider>(context.Caller.Account, NameOf(url.Value!), context.Cancelled) is not null
                ? IamErrors.AlreadyExists($"Provider with url {url.Value} already exists.")
                : await transaction.Add(
                    () => new OidcProvider
                    {
                        Account = context.Caller.Account,
                        Name = NameOf(url.Value!),
                        Id = ProviderIds.New("OIDCP"),
                        CreatedAt = iam.Now,
                        ClientIds = clients,
                        Thumbprints = Lowered(input.ThumbprintList),
                        Tags = tags.Value!,
                    },
                    ("OpenIdConnectProviders", iam.Quotas.Providers),
                    context.Cancelled),
            context.Cancelled).Then(provider => new CreateOpenIdConnectProviderResponse { OpenIdConnectProviderArn = iam.Arns.Of(provider), Tags = provider.Tags.OrNone() });
    }

    private ValueTask<Result<GetOpenIdConnectProviderResponse>> Get(GetOpenIdConnectProviderRequest input, OperationContext context) =>
        _providers.Find(iam.Store, input.OpenIdConnectProviderArn, context).Then(static provider => new GetOpenIdConnectProviderResponse
        {
            Url = provider.Name,
            ClientIdList = provider.ClientIds,
            ThumbprintList = provider.Thumbprints,
            CreateDate = provider.CreatedAt,
            Tags = ProviderRecords<OidcProvider>.Sorted(provider.Tags),
        });

    private async ValueTask<Result<ListOpenIdConnectProvidersResponse>> List(ListOpenIdConnectProvidersRequest input, OperationContext context)
    {
        var entries = new List<OpenIdConnectProviderListEntry>();
        foreach (var provider in await _providers.List(context))
        {
            entries.Add(new OpenIdConnectProviderListEntry { Arn = iam.Arns.Of(provider) });
        }

        return new ListOpenIdConnectProvidersResponse { OpenIdConnectProviderList = entries };
    }

    private async ValueTask<Result<NoOutput>> UpdateThumbprints(UpdateOpenIdConnectProviderThumbprintRequest input, OperationContext context)
    {
        if (input.ThumbprintList.Count == 0)
        {
            return IamErrors.InvalidInput("Thumbprint list must contain at least one entry.");
        }

        return RefuseThumbprints(input.ThumbprintList)
            ?? await _providers.Change(input.OpenIdConnectProviderArn, provider => provider with { Thumbprints = Lowered(input.ThumbprintList) }, context).Silent();
    }

    // Adding what is there and removing what is not both succeed, as at AWS.
    private static Result<OidcProvider> WithClient(OidcProvider provider, string client) =>
        provider.ClientIds.Contains(client) ? provider
        : provider.ClientIds.Count >= OidcProvider.MostClientIds ? TooManyClients
        : provider with { ClientIds = [.. provider.ClientIds, client] };

    private static Result<OidcProvider> WithoutClient(OidcProvider provider, string client) =>
        provider.ClientIds.Contains(client) ? provider with { ClientIds = [.. provider.ClientIds.Where(other => other != client)] } : provider;

    private static AwsError TooManyClients => IamErrors.QuotaExceeded("ClientIdsPerOpenIdConnectProvider", OidcProvider.MostClientIds);

    // AWS's words, its misspelling and its arithmetic: five are allowed.
    private static AwsError? RefuseThumbprints(IReadOnlyList<string> thumbprints) =>
        thumbprints.Count > OidcProvider.MostThumbprints ? IamErrors.InvalidInput("Thumbprint list must contain fewer than 5 entries.") : null;

    private static string[] Lowered(IReadOnlyList<string> thumbprints) => [.. thumbprints.Select(static thumbprint => thumbprint.ToLowerInvariant())];
}
