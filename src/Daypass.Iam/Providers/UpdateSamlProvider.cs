using Daypass.Core.Identity;

namespace Daypass.Iam.Providers;

/// <summary>Changes a SAML provider's metadata, its private keys and whether assertions must be encrypted.</summary>
internal sealed class UpdateSamlProvider(IamServices iam, ISamlTrusts trusts)
    : ArnOperation<UpdateSamlProviderRequest, SamlProvider, UpdateSamlProviderResponse>(
        iam, SamlProviderResource.Instance, static input => input.SamlProviderArn, PermissionKeys.Propagation)
{
    protected override IamRequestKeys KeysOf(UpdateSamlProviderRequest input) =>
        new() { EnablesPropagation = ContextProviders.Enables(input.ContextProvider, input.RemoveContextProvider) };

    protected override AwsError? Validate(UpdateSamlProviderRequest input, OperationContext context)
    {
        if (input is
            {
                SamlMetadataDocument: null, AssertionEncryptionMode: null, AddPrivateKey: null, RemovePrivateKey: null, ContextProvider: null,
                RemoveContextProvider: not true,
            })
        {
            return IamErrors.Invalid("Unable to update identity provider. No updates are defined for metadata or encryption assertion.");
        }

        if (input.AddPrivateKey is not null && input.RemovePrivateKey is not null)
        {
            return IamErrors.Invalid("Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.");
        }

        return (input.SamlMetadataDocument is { } document ? trusts.ValidateMetadata(document) : null)
            ?? SamlProviderResource.ValidateKey(trusts, input.AddPrivateKey)
            ?? ContextProviders.ValidateChange(input.ContextProvider, input.RemoveContextProvider);
    }

    protected override ValueTask<Result<UpdateSamlProviderResponse>> Handle(UpdateSamlProviderRequest input, SamlProvider found, OperationContext context) =>
        Iam.Store.Change(found, (_, current) => new(Changed(current, input)), context.Cancelled)
            .Then(provider => new UpdateSamlProviderResponse { SamlProviderArn = Iam.Arns.For(provider) });

    private Result<SamlProvider> Changed(SamlProvider provider, UpdateSamlProviderRequest input)
    {
        var keys = provider.PrivateKeys;
        if (input.AddPrivateKey is { } pem)
        {
            if (keys.Count >= SamlProvider.MostPrivateKeys)
            {
                return new AwsError(ErrorCode.LimitExceeded, 409, $"Private key limit of {SamlProvider.MostPrivateKeys} is reached.");
            }

            keys = [.. keys, SamlProviderResource.Seal(Iam, pem)];
        }

        var isRequired = input.AssertionEncryptionMode is { } mode ? mode == SamlProviderResource.Required : provider.RequiresEncryption;
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
            return SamlProviderResource.KeyNeeded;
        }

        return provider with
        {
            Metadata = input.SamlMetadataDocument ?? provider.Metadata,
            UpdatedAt = input.SamlMetadataDocument is null ? provider.UpdatedAt : Iam.Now,
            RequiresEncryption = isRequired,
            PrivateKeys = keys,
            ContextProvider = input.RemoveContextProvider is true ? null : ContextProviders.ToStored(input.ContextProvider) ?? provider.ContextProvider,
        };
    }
}
