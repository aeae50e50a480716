using Daypass.Core.Identity;
using Daypass.Iam.Tags;

namespace Daypass.Iam.Providers;

/// <summary>Registers a SAML provider.</summary>
internal sealed class CreateSamlProvider(IamServices iam, ISamlTrusts trusts) : CreateOperation<CreateSamlProviderRequest, CreateSamlProviderResponse>(
    iam, IamResource.SamlProvider, static input => ("/", input.Name), PermissionKeys.RequestTags | PermissionKeys.Propagation,
    "iam:TagSAMLProvider")
{
    protected override IamRequestKeys KeysOf(CreateSamlProviderRequest input) => new()
    {
        Tags = input.Tags,
        EnablesPropagation = ContextProviders.Enables(input.ContextProvider, remove: null),
    };

    protected override async ValueTask<Result<CreateSamlProviderResponse>> Handle(CreateSamlProviderRequest input, OperationContext context)
    {
        var tags = EntityTags.Create<SamlProvider>(input.Tags, Iam.Quotas);
        if ((trusts.ValidateMetadata(input.SamlMetadataDocument) ?? SamlProviderResource.ValidateKey(trusts, input.AddPrivateKey) ?? tags.Error
            ?? ContextProviders.Validate(input.ContextProvider)) is { } refusal)
        {
            return refusal;
        }

        var isRequired = input.AssertionEncryptionMode == SamlProviderResource.Required;
        if (isRequired && input.AddPrivateKey is null)
        {
            return IamErrors.Invalid("Unable to set assertion encryption mode to Required because no private key is provided.");
        }

        return await Iam.AddProvider(
            input.Name,
            IamErrors.AlreadyExists($"SAMLProvider {input.Name} already exists."),
            () => new SamlProvider
            {
                Account = context.Caller.Account,
                Name = input.Name,
                Id = ProviderIds.New("SAMLSP"),
                CreatedAt = Iam.Now,
                UpdatedAt = Iam.Now,
                Metadata = input.SamlMetadataDocument,
                RequiresEncryption = isRequired,
                PrivateKeys = input.AddPrivateKey is { } pem ? [SamlProviderResource.Seal(Iam, pem)] : [],
                ContextProvider = ContextProviders.ToStored(input.ContextProvider),
                Tags = tags.Value!,
            },
            "SamlProviders",
            context).Then(provider => new CreateSamlProviderResponse { SamlProviderArn = Iam.Arns.For(provider), Tags = provider.Tags.OrNone() });
    }
}
