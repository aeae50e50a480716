using Daypass.Core.Identity;
using Daypass.Federation.Saml.Encryption;
using Daypass.Federation.Saml.Metadata;
using Daypass.Federation.Saml.Providers;
using Daypass.Federation.Saml.Rules;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Saml;

/// <summary>Reads what SAML providers are registered with, and judges their assertions afterwards.</summary>
/// <param name="rules">What holds for every provider beside its own switches: recipients and audiences of this server.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Hears of stored keys that cannot be used; without it nobody does.</param>
public sealed class SamlTrusts(SamlServerRules rules, TimeProvider time, ISamlTrustLog? log = null) : ISamlTrusts
{
    private readonly SamlVerifier _verifier = new(time);

    /// <inheritdoc/>
    public Result<ISamlTrust> Read(SamlRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var metadata = SamlMetadataReader.Read(registration.Metadata);
        if (!metadata.Succeeded)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlStoredMetadataInvalid.With("the stored metadata: " + metadata.Error.Reason));
        }

        if (SamlRules.Parse(registration.Switches) is not { } own)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlSwitchUnknown.Text);
        }

        var keys = new List<SamlDecryptionKey>(registration.PrivateKeys.Count);
        for (var i = 0; i < registration.PrivateKeys.Count; i++)
        {
            if (SamlDecryptionKey.TryRead(registration.PrivateKeys[i].Reveal(), out var key))
            {
                keys.Add(key);
            }
            else
            {
                log?.KeyUnusable(registration.Arn, i + 1);
            }
        }

        return new VerifiedTrust(_verifier, new SamlIssuer
        {
            Arn = registration.Arn,
            Account = registration.Account,
            Name = registration.Name,
            Metadata = metadata.Value,
            PrivateKeys = keys,
            RequiresEncryption = registration.RequiresEncryption,
            ContextProvider = registration.ContextProvider,
            Rules = own with { Recipients = [.. rules.Recipients, .. own.Recipients], Audiences = [.. rules.Audiences, .. own.Audiences] },
        });
    }

    /// <inheritdoc/>
    public AwsError? ValidateMetadata(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return SamlMetadataReader.Read(document).Error;
    }

    /// <inheritdoc/>
    public bool IsPrivateKey(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return SamlDecryptionKey.TryRead(pem, out _);
    }

    private sealed class VerifiedTrust(SamlVerifier verifier, SamlIssuer provider) : ISamlTrust
    {
        public Result<SamlIdentity> Verify(string response, string roleArn) => verifier.Verify(response, provider, roleArn);
    }
}

/// <summary>What every SAML provider may address its assertions to, beside AWS's own names.</summary>
public sealed record SamlServerRules
{
    /// <summary>Recipients of this server, such as its public URL with <c>/saml</c>.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Audiences of this server.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];
}
