using Daypass.Core.Directory;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;

namespace Daypass.Core.Authorization;

/// <summary>Fills in the condition keys every request has (IAM User Guide, "AWS global condition context keys").</summary>
internal static class GlobalConditionKeys
{
    public static void Fill(OperationContext context)
    {
        var keys = context.Keys;
        keys.AddTime(context.Now);
        keys.Add("aws:SecureTransport", context.Source.IsSecure ? "true" : "false");
        keys.Add("aws:ViaAWSService", "false");
        if (context.Source.Address is { } address)
        {
            keys.Add("aws:SourceIp", address);
        }

        if (context.Source.UserAgent is { } userAgent)
        {
            keys.Add("aws:UserAgent", userAgent);
        }

        if (context.Source.Referer is { } referer)
        {
            keys.Add("aws:referer", referer);
        }

        if (context.Region.Length > 0)
        {
            keys.Add("aws:RequestedRegion", context.Region);
        }

        FillIdentity(context);
    }

    /// <summary>Only those that come from the caller and its session, whatever it asks for and from where.</summary>
    internal static void FillIdentity(OperationContext context)
    {
        FillCaller(context.Keys, context.Caller);
        if (context.Caller.Session is { } session)
        {
            FillSession(context.Keys, context.Caller, session, context.Now);
        }
    }

    private static void FillCaller(RequestContext keys, Caller caller)
    {
        if (caller.Kind is CallerKind.Unsigned)
        {
            return;
        }

        keys.Add("aws:PrincipalIsAWSService", "false");
        keys.Add("aws:PrincipalAccount", caller.Account);
        keys.Add("aws:PrincipalType", caller.Kind switch
        {
            CallerKind.RoleSession => "AssumedRole",
            CallerKind.FederatedUser => "FederatedUser",
            _ => caller.Role is not null ? "AssumedRole" : caller.User is null ? "Account" : "User",
        });
        keys.Add("aws:userid", caller.UserId);
        keys.Add("aws:PrincipalArn", caller.Role?.Arn ?? caller.Arn);
        if (caller.User is { } user && caller.Kind is not CallerKind.FederatedUser)
        {
            keys.Add("aws:username", user.User.Name);
        }

        foreach (var tag in caller.Tags)
        {
            keys.Add("aws:PrincipalTag/", tag.Key, tag.Value);
        }
    }

    private static void FillSession(RequestContext keys, Caller caller, Session session, DateTimeOffset now)
    {
        keys.Add("aws:TokenIssueTime", session.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        if (session.Grant.MfaAt is { } mfaAt)
        {
            keys.Add("aws:MultiFactorAuthPresent", "true");
            keys.Add("aws:MultiFactorAuthAge", ((long)(now - mfaAt).TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            keys.Add("aws:MultiFactorAuthPresent", "false");
        }

        if (session.Grant.SourceIdentity is { } sourceIdentity)
        {
            keys.Add("aws:SourceIdentity", sourceIdentity);
        }

        if (session.Grant.FederatedProvider is { } provider)
        {
            keys.Add("aws:FederatedProvider", provider);
        }

        foreach (var tag in session.Grant.Tags)
        {
            if (tag.Transitive)
            {
                keys.Append("sts:TransitiveTagKeys", tag.Key);
            }
        }

        AddKept(keys, session.Grant.FederatedKeys);
        AddKept(keys, session.Grant.RequestContext);
        if (session.Grant.Propagated is { } propagated)
        {
            PropagatedKeys.Add(keys, propagated);
        }

        if (caller.Kind is CallerKind.RootTask)
        {
            keys.Add("aws:AssumedRoot", "true");
        }
    }

    private static void AddKept(RequestContext keys, IReadOnlyList<SessionKey> kept)
    {
        foreach (var key in kept)
        {
            if (key.IsList)
            {
                keys.Add(key.Name, key.Values);
            }
            else
            {
                keys.Add(key.Name, key.Values[0]);
            }
        }
    }
}
