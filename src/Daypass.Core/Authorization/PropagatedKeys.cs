using Daypass.Core.Sessions;
using Daypass.Policy.Requests;

namespace Daypass.Core.Authorization;

/// <summary>The condition keys of trusted identity propagation.</summary>
internal static class PropagatedKeys
{
    public const string Subject = "aws:OriginIdentity/Subject";
    public const string SubjectType = "aws:OriginIdentity/SubjectType";
    public const string Issuer = "aws:OriginIdentity/Issuer";
    public const string ProviderArn = "aws:OriginIdentity/FederatedProviderArn";
    public const string Context = "aws:TransactionContext/IdentityProvider/";

    /// <summary>Adds what is known of who is behind a session.</summary>
    public static void Add(RequestContext keys, PropagatedIdentity identity)
    {
        keys.Add(Subject, identity.Subject);
        if (identity.SubjectType is { } type)
        {
            keys.Add(SubjectType, type);
        }

        keys.Add(Issuer, identity.Issuer);
        keys.Add(ProviderArn, identity.ProviderArn);
        foreach (var (key, value) in identity.Context)
        {
            keys.Add(Context, key, value);
        }
    }
}
