using Daypass.Core.Sessions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Turns minted credentials into what clients receive.</summary>
public static class MintedAnswers
{
    /// <summary>The Credentials element; ask first whether the token fits.</summary>
    public static Credentials ToCredentials(this MintedCredentials minted) => new()
    {
        AccessKeyId = minted.Session.AccessKeyId,
        SecretAccessKey = minted.Session.Secret.Reveal(),
        SessionToken = minted.Token.Text ?? throw new InvalidOperationException("The token was not asked whether it fits."),
        Expiration = minted.Session.ExpiresAt,
    };

    /// <summary>The TrustedIdentityPropagationContext element, or null.</summary>
    internal static TrustedIdentityPropagationContext? ToAnswer(this PropagatedIdentity? identity) => identity is null ? null : new()
    {
        OriginIdentity = new OriginIdentity
        {
            Subject = identity.Subject,
            SubjectType = identity.SubjectType,
            Issuer = identity.Issuer,
            FederatedProviderArn = identity.ProviderArn,
        },
        TransactionContext = identity.Context.Count == 0
            ? null
            : new TransactionContext { IdentityProvider = new Dictionary<string, string>(identity.Context, StringComparer.Ordinal) },
    };

    /// <summary>PackedPolicySize: the token's utilization when policies or tags were passed, else null.</summary>
    public static int? PackedPolicySize(this MintedCredentials minted)
    {
        var grant = minted.Session.Grant;
        return grant.Policy is null && grant.PolicyArns.Count == 0 && grant.Tags.Count == 0 ? null : minted.Token.Utilization;
    }

    /// <summary>Why the credentials cannot be handed out.</summary>
    public static AwsError TooLarge(this MintedCredentials minted) => StsErrors.PackedPolicyTooLarge(minted.Token.Size, SessionToken.LongestText);
}
