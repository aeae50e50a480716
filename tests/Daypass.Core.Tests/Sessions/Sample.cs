using System.Text;
using Daypass.Core.Sessions;
using Daypass.Core.Tests.Fakes;
using Daypass.Protocol;

namespace Daypass.Core.Tests.Sessions;

/// <summary>Sessions to test with.</summary>
internal static class Sample
{
    public const string Policy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"""
            + """["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]}]}""";

    public static readonly DateTimeOffset IssuedAt = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A session that uses every field of role sessions.</summary>
    public static SessionGrant Full { get; } = Node.Grant with
    {
        Policy = Policy,
        PolicyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/teams/Börse"],
        Tags = [new SessionTag("Project", "Ünïcode ✓"), new SessionTag("cost-center", "", Transitive: true)],
        SourceIdentity = "alice@example.com",
        MfaAt = IssuedAt.AddSeconds(-5),
        FederatedProvider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        FederatedKeys =
            [SessionKey.Single("token.actions.githubusercontent.com:sub", "repo:acme/site:ref:refs/heads/main"), new SessionKey("z:amr", ["one"]),
            new SessionKey("x:amr", ["a", "b"]), new SessionKey("y:none", [])],
        Chained = true,
        TaskPolicyArn = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
        RequestContext = [new SessionKey("sts:RequestContext/identitystore:UserId", ["u-1"])],
        DelegatedPolicy = Policy.Replace("reports", "other", StringComparison.Ordinal),
        Ancestors = ["AKIA2222222222222222", "ASIA3333333333333333"],
        Scope = new SessionScope("ASIA2222222222222222", [Policy, Policy.Replace("reports", "scope", StringComparison.Ordinal), "{}"], "nightly – réport"),
        Propagated = new PropagatedIdentity
        {
            Subject = "jane@example.com",
            SubjectType = "user",
            Issuer = "idp.example.com/réalm",
            ProviderArn = "arn:aws:iam::123456789012:oidc-provider/idp.example.com/réalm",
            Context = [new("Unit", "books"), new("shift/of", "3")],
        },
    };

    public static Session Of(SessionGrant grant) => new()
    {
        Grant = grant,
        AccessKeyId = AccessKeyId.New("ASIA", AccountId.Parse(grant.Account)),
        Secret = Secret.NewAccessKey(),
        IssuedAt = IssuedAt,
        ExpiresAt = IssuedAt.AddSeconds(129_600),
    };

    public static byte[] Encode(Session session)
    {
        var writer = new SessionWriter(stackalloc byte[64]);
        SessionCodec.Write(ref writer, session);
        var bytes = writer.Written.ToArray();
        writer.Dispose();
        return bytes;
    }

    /// <summary>All of a session as text, as its lists compare by reference.</summary>
    public static string Text(Session session)
    {
        var grant = session.Grant;
        var text = new StringBuilder().AppendJoin('|',
            grant.Kind, grant.Account, grant.PrincipalId, grant.PrincipalName, grant.SessionName, grant.Policy, grant.SourceIdentity, grant.MfaAt,
                grant.FederatedProvider,
            grant.Chained, grant.TaskPolicyArn, grant.DelegatedPolicy, grant.Origin, session.AccessKeyId, session.Secret.Reveal(), session.IssuedAt,
                session.ExpiresAt);
        text.AppendJoin('|', grant.PolicyArns).AppendJoin('|', grant.Tags).AppendJoin('|', grant.Ancestors);
        if (grant.Scope is { } scope)
        {
            text.AppendJoin('|', scope.ParentKeyId, scope.Description).AppendJoin('|', scope.Policies);
        }

        if (grant.Propagated is { } origin)
        {
            text.AppendJoin('|', origin.Subject, origin.SubjectType, origin.Issuer, origin.ProviderArn).AppendJoin('|', origin.Context);
        }

        foreach (var key in grant.FederatedKeys.Concat(grant.RequestContext))
        {
            text.Append(key.Name).Append('=').AppendJoin(',', key.Values).Append(key.IsList ? ';' : '.');
        }

        return text.ToString();
    }
}
