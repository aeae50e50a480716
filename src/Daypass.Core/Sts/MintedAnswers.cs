using Daypass.Core.Sessions;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Turns minted credentials into what clients receive.</summary>
internal static class MintedAnswers
{
    /// <summary>The Credentials element.</summary>
    public static Credentials ToCredentials(this MintedCredentials minted) => new()
    {
        AccessKeyId = minted.Session.AccessKeyId,
        SecretAccessKey = minted.Session.Secret.Reveal(),
        SessionToken = minted.Token.Text ?? throw new InvalidOperationException("The token was not asked whether it fits."),
        Expiration = minted.Session.ExpiresAt,
    };
}
