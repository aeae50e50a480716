namespace Daypass.Iam.Providers;

/// <summary>Describes a SAML provider.</summary>
internal sealed class GetSamlProvider(IamServices iam)
    : ArnOperation<GetSamlProviderRequest, SamlProvider, GetSamlProviderResponse>(iam, SamlProviderResource.Instance, static input => input.SamlProviderArn)
{
    protected override ValueTask<Result<GetSamlProviderResponse>> Handle(GetSamlProviderRequest input, SamlProvider found, OperationContext context) =>
        new(new GetSamlProviderResponse
        {
            SamlProviderUuid = found.Id,
            SamlMetadataDocument = found.Metadata,
            CreateDate = found.CreatedAt,
            ValidUntil = SamlProviderResource.EndOf(found),
            Tags = ProviderRecords.Sorted(found.Tags),
            ContextProvider = ContextProviders.ToWire(found.ContextProvider),
            AssertionEncryptionMode = found.RequiresEncryption ? SamlProviderResource.Required : SamlProviderResource.Allowed,
            PrivateKeyList = [.. found.PrivateKeys.Select(static key => new SamlPrivateKey { KeyId = key.Id, Timestamp = key.AddedAt })],
        });
}
