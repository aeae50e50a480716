using System.Text;
using Daypass.Core.Directory;
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

/// <summary>The operations on SAML providers.</summary>
internal sealed class SamlProviderRoutes(IamParts iam, ISamlTrusts trusts)
{
    private const int ValidYears = 100;
    private const string Required = "Required";
    private const string Allowed = "Allowed";

    private readonly ProviderRecords<SamlProvider> _providers = new(
        iam, "saml-provider", iam.Arns.Of, static arn => IamErrors.NoSuchEntity($"Manifest not found for arn {arn}"));

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreateSamlProviderRequest, CreateSamlProviderResponse>(static input => IamTarget.Make("/", input.Name) with { Tags = input.Tags }, Create),
        iam.Route<GetSamlProviderRequest, GetSamlProviderResponse>(static input => IamTarget.By(input.SamlProviderArn), Get),
        iam.Route<ListSamlProvidersRequest, ListSamlProvidersResponse>(static _ => IamTarget.None, List),
        iam.Route<UpdateSamlProviderRequest, UpdateSamlProviderResponse>(static input => IamTarget.By(input.SamlProviderArn), Update),
        iam.Route<DeleteSamlProviderRequest, NoOutput>(
            static input => IamTarget.By(input.SamlProviderArn), (input, context) => _providers.Remove(input.SamlProviderArn, context)),
        iam.Route<TagSamlProviderRequest, NoOutput>(
            static input => IamTarget.By(input.SamlProviderArn) with { Tags = input.Tags }, (input, context) => _providers.Tag(input.SamlProviderArn, input.Tags, context)),
        iam.Route<UntagSamlProviderRequest, NoOutput>(
            static input => IamTarget.By(input.SamlProviderArn) with { TagKeys = input.TagKeys }, (input, context) => _providers.Untag(input.SamlProviderArn, input.TagKeys, context)),
        iam.Route<ListSamlProviderTagsRequest, ListSamlProviderTagsResponse>(
            static input => IamTarget.By(input.SamlProviderArn),
            (input, context) => _providers.Tags(input.SamlProviderArn, PageRequest.Of(ListSamlProviderTagsRequest.Operation, context, input.Marker, input.MaxItems), context)
                .Then(static page => new ListSamlProviderTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker })),
    ];

    private async ValueTask<Result<CreateSamlProviderResponse>> Create(CreateSamlProviderRequest input, OperationContext context)
    {
        var tags = EntityTags.Of(input.Tags, iam.Quotas);
        if ((trusts.RefuseMetadata(input.SamlMetadataDocument) ?? RefuseKey(input.AddPrivateKey) ?? tags.Error) is { } refusal)
        {
            return refusal;
        }

        if (input.AssertionEncryptionMode == Required && input.AddPrivateKey is null)
        {
            return KeyNeeded;
        }

        return await iam.Store.Write<SamlProvider>(
            async transaction => await transaction.Find<SamlProvider>(context.Caller.Account, input.Name, context.Cancelled) is not null
                ? IamErrors.AlreadyExists($"SAMLProvider {input.Name} already exists.")
                : await transaction.Add(
                    () => new SamlProvider
                    {
                        Account = context.Caller.Account,
                        Name = input.Name,
                        Id = ProviderIds.New("SAMLSP"),
                        CreatedAt = iam.Now,
                        UpdatedAt = iam.Now,
                        Metadata = input.SamlMetadataDocument,
                        RequiresEncryption = input.AssertionEncryptionMode == Required,
                        PrivateKeys = input.AddPrivateKey is { } pem ? [Seal(pem)] : [],
                        Tags = tags.Value!,
                    },
                    ("SamlProviders", iam.Quotas.Providers),
                    context.Cancelled),
            context.Cancelled).Then(provider => new CreateSamlProviderResponse { SamlProviderArn = iam.Arns.Of(provider), Tags = provider.Tags.OrNone() });
    }

    private ValueTask<Result<GetSamlProviderResponse>> Get(GetSamlProviderRequest input, OperationContext context) =>
        _providers.Find(iam.Store, input.SamlProviderArn, context).Then(static provider => new GetSamlProviderResponse
        {
            SamlProviderUuid = provider.Id,
            SamlMetadataDocument = provider.Metadata,
            CreateDate = provider.CreatedAt,
            ValidUntil = provider.UpdatedAt.AddYears(ValidYears),
            Tags = ProviderRecords<SamlProvider>.Sorted(provider.Tags),
            AssertionEncryptionMode = provider.RequiresEncryption ? Required : Allowed,
            PrivateKeyList = [.. provider.PrivateKeys.Select(static key => new SamlPrivateKey { KeyId = key.Id, Timestamp = key.AddedAt })],
        });

    private async ValueTask<Result<ListSamlProvidersResponse>> List(ListSamlProvidersRequest input, OperationContext context)
    {
        var entries = new List<SamlProviderListEntry>();
        foreach (var provider in await _providers.List(context))
        {
            entries.Add(new SamlProviderListEntry { Arn = iam.Arns.Of(provider), ValidUntil = provider.UpdatedAt.AddYears(ValidYears), CreateDate = provider.CreatedAt });
        }

        return new ListSamlProvidersResponse { SamlProviderList = entries };
    }

    private async ValueTask<Result<UpdateSamlProviderResponse>> Update(UpdateSamlProviderRequest input, OperationContext context)
    {
        if (input is { SamlMetadataDocument: null, AssertionEncryptionMode: null, AddPrivateKey: null, RemovePrivateKey: null })
        {
            return IamErrors.Invalid("Unable to update identity provider. No updates are defined for metadata or encryption assertion.");
        }

        if (input.AddPrivateKey is not null && input.RemovePrivateKey is not null)
        {
            return IamErrors.Invalid("Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.");
        }

        if (((input.SamlMetadataDocument is { } document ? trusts.RefuseMetadata(document) : null) ?? RefuseKey(input.AddPrivateKey)) is { } refusal)
        {
            return refusal;
        }

        return await _providers.Change(input.SamlProviderArn, provider => Changed(provider, input), context)
            .Then(provider => new UpdateSamlProviderResponse { SamlProviderArn = iam.Arns.Of(provider) });
    }

    private Result<SamlProvider> Changed(SamlProvider provider, UpdateSamlProviderRequest input)
    {
        var keys = provider.PrivateKeys;
        if (input.AddPrivateKey is { } pem)
        {
            if (keys.Count >= SamlProvider.MostPrivateKeys)
            {
                return new AwsError(ErrorCode.LimitExceeded, 409, $"Private key limit of {SamlProvider.MostPrivateKeys} is reached.");
            }

            keys = [.. keys, Seal(pem)];
        }

        var isRequired = input.AssertionEncryptionMode is { } mode ? mode == Required : provider.RequiresEncryption;
        if (input.RemovePrivateKey is { } removed)
        {
            keys = [.. keys.Where(key => key.Id != removed)];
            if (keys.Count == provider.PrivateKeys.Count || (isRequired && keys.Count == 0))
            {
                return IamErrors.InvalidInput("Failed to remove private key.");
            }
        }

        if (isRequired && keys.Count == 0)
        {
            return KeyNeeded;
        }

        return provider with
        {
            Metadata = input.SamlMetadataDocument ?? provider.Metadata,
            UpdatedAt = input.SamlMetadataDocument is null ? provider.UpdatedAt : iam.Now,
            RequiresEncryption = isRequired,
            PrivateKeys = keys,
        };
    }

    private static AwsError KeyNeeded => IamErrors.InvalidInput("Failed to set assertion encryption mode to Required because no private key is present.");

    private AwsError? RefuseKey(string? pem) => pem is null || trusts.IsPrivateKey(pem) ? null : IamErrors.InvalidInput("Invalid private key.");

    private SamlProviderKey Seal(string pem)
    {
        var id = ProviderIds.New("SAMLPK");
        return new SamlProviderKey(id, iam.Now, iam.Service.Envelope.Seal(EntityDirectory.SamlKeyPurpose, id, Encoding.UTF8.GetBytes(pem)));
    }
}
