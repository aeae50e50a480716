using System.Text.Json;
using Daypass.Core.Directory;
using Daypass.Core.Identity;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;

namespace Daypass.Core.Audit;

/// <summary>Writes who asked, as CloudTrail's userIdentity element (AWS CloudTrail User Guide, "CloudTrail userIdentity element").</summary>
internal static class UserIdentity
{
    /// <summary>Writes the members of the element.</summary>
    public static void Write(Utf8JsonWriter json, OperationContext context, bool showsOrigin)
    {
        switch (context.Identity)
        {
            case WebIdentity token:
                Federated(json, "WebIdentityUser", $"{token.ProviderArn}:{token.Audience}:{token.Subject}", token.Subject, token.ProviderArn);
                Proven(json, token, showsOrigin);
                return;
            case SamlIdentity assertion:
                Federated(json, "SAMLUser", $"{assertion.NameQualifier}:{assertion.Subject}", assertion.Subject, assertion.Issuer);
                Proven(json, assertion, showsOrigin);
                return;
        }

        var caller = context.Caller;
        if (caller.Kind is CallerKind.Unsigned)
        {
            json.WriteString("type"u8, "Unknown"u8);
            return;
        }

        json.WriteString("type"u8, TypeOf(caller));
        json.WriteString("principalId"u8, caller.UserId);
        json.WriteString("arn"u8, caller.Arn);
        json.WriteString("accountId"u8, caller.Account);
        json.WriteString("accessKeyId"u8, caller.AccessKeyId);
        if (caller.User is { } user && caller.Kind is not CallerKind.FederatedUser)
        {
            json.WriteString("userName"u8, user.User.Name);
        }

        if (caller.Session is { } session)
        {
            json.WriteStartObject("sessionContext"u8);
            Session(json, caller, session);
            if (showsOrigin && session.Grant.Propagated is { } origin)
            {
                Origin(json, origin);
            }

            json.WriteEndObject();
        }
    }

    private static void Federated(Utf8JsonWriter json, string type, string principalId, string userName, string provider)
    {
        json.WriteString("type"u8, type);
        json.WriteString("principalId"u8, principalId);
        json.WriteString("userName"u8, userName);
        json.WriteString("identityProvider"u8, provider);
    }

    private static void Proven(Utf8JsonWriter json, FederatedIdentity identity, bool showsOrigin)
    {
        if (showsOrigin && identity.Propagated is { } origin)
        {
            json.WriteStartObject("sessionContext"u8);
            Origin(json, origin);
            json.WriteEndObject();
        }
    }

    private static void Origin(Utf8JsonWriter json, PropagatedIdentity origin)
    {
        json.WriteStartObject("originIdentity"u8);
        json.WriteString("subject"u8, origin.Subject);
        if (origin.SubjectType is { } type)
        {
            json.WriteString("subjectType"u8, type);
        }

        json.WriteString("issuer"u8, origin.Issuer);
        json.WriteString("federatedProviderArn"u8, origin.ProviderArn);
        json.WriteEndObject();
        if (origin.Context.Count == 0)
        {
            return;
        }

        json.WriteStartObject("transactionContext"u8);
        json.WriteStartObject("identityProvider"u8);
        foreach (var (key, value) in origin.Context)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(Caller caller) => caller.Kind switch
    {
        CallerKind.FederatedUser => "FederatedUser",
        CallerKind.RoleSession => "AssumedRole",
        CallerKind.Delegated when caller.Role is not null => "AssumedRole",
        _ => caller.User is null ? "Root" : "IAMUser",
    };

    private static void Session(Utf8JsonWriter json, Caller caller, Session session)
    {
        var grant = session.Grant;
        if (caller.Role is { } role)
        {
            Issuer(json, "Role", role.Role.Id, role.Arn, grant.Account, role.Role.Name);
        }
        else if (caller.Kind is CallerKind.FederatedUser)
        {
            Issuer(json, caller.User is null ? "Root" : "IAMUser", grant.PrincipalId, caller.User?.Arn, grant.Account, caller.User?.User.Name);
        }

        if (grant.FederatedProvider is { } provider)
        {
            json.WriteStartObject("webIdFederationData"u8);
            json.WriteString("federatedProvider"u8, provider);
            json.WriteEndObject();
        }

        json.WriteStartObject("attributes"u8);
        json.WriteString("creationDate"u8, session.IssuedAt.UtcDateTime);
        json.WriteString("mfaAuthenticated"u8, grant.MfaAt is null ? "false"u8 : "true"u8);
        json.WriteEndObject();
        if (grant.SourceIdentity is { } sourceIdentity)
        {
            json.WriteString("sourceIdentity"u8, sourceIdentity);
        }

        if (grant.Kind is SessionKind.RootTask)
        {
            json.WriteString("assumedRoot"u8, "true"u8);
        }
    }

    private static void Issuer(Utf8JsonWriter json, string type, string id, string? arn, string account, string? name)
    {
        json.WriteStartObject("sessionIssuer"u8);
        json.WriteString("type"u8, type);
        json.WriteString("principalId"u8, id);
        if (arn is not null)
        {
            json.WriteString("arn"u8, arn);
        }

        json.WriteString("accountId"u8, account);
        if (name is not null)
        {
            json.WriteString("userName"u8, name);
        }

        json.WriteEndObject();
    }
}
