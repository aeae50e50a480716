using Daypass.Policy.Values;

namespace Daypass.Policy.Requests;

/// <summary>The caller as policies see it; immutable, so one may be kept with a session or a directory entry.</summary>
public sealed class Principal
{
    private Principal(PrincipalKind kind, string? arn, string account)
    {
        Kind = kind;
        Arn = arn;
        Account = account;
    }

    /// <summary>The caller of an unsigned request.</summary>
    public static Principal Anonymous { get; } = new(PrincipalKind.AnonymousCaller, null, "");

    /// <summary>What kind of caller it is.</summary>
    public PrincipalKind Kind { get; }

    /// <summary>The caller's ARN; for a service its name, for a federated caller the provider's ARN or built-in name; null when anonymous.</summary>
    public string? Arn { get; }

    /// <summary>The twelve digits of the caller's account; empty for services, federated and anonymous callers.</summary>
    public string Account { get; }

    /// <summary>The caller's unique id (<c>AIDA...</c>, <c>AROA...</c>), or null when it is not known.</summary>
    public string? UniqueId { get; private init; }

    /// <summary>The role of a session with its path, or the user of a GetFederationToken session; null when only the session's ARN is known.</summary>
    public string? IssuerArn { get; private init; }

    /// <summary>The unique id of <see cref="IssuerArn"/>, or null when it is not known.</summary>
    public string? IssuerUniqueId { get; private init; }

    /// <summary>The canonical user id of the caller's account, which only S3-like policies name.</summary>
    public string? CanonicalUserId { get; private init; }

    /// <summary>The role name inside an assumed-role ARN; empty for every other kind.</summary>
    internal string RoleName { get; private init; } = "";

    /// <summary>The session name inside an assumed-role ARN; empty for every other kind.</summary>
    internal string SessionName { get; private init; } = "";

    /// <summary>True for root and for what root handed out: nothing has to allow it.</summary>
    internal bool ActsAsRoot { get; private init; }

    /// <summary>True for the callers service control policies bind.</summary>
    internal bool IsBoundByServiceControl { get; private init; }

    /// <summary>The root user of an account.</summary>
    public static Principal Root(string account, string partition = "aws") =>
        new(PrincipalKind.Root, $"arn:{partition}:iam::{account}:root", account)
        {
            UniqueId = account,
            ActsAsRoot = true,
            IsBoundByServiceControl = true,
        };

    /// <summary>An IAM user.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <param name="uniqueId">Its <c>AIDA...</c>.</param>
    /// <param name="canonicalUserId">The canonical id of its account.</param>
    public static Principal User(string arn, string? uniqueId = null, string? canonicalUserId = null) =>
        new(PrincipalKind.User, arn, AccountOf(arn)) { UniqueId = uniqueId, CanonicalUserId = canonicalUserId, IsBoundByServiceControl = true };

    /// <summary>A session of a role.</summary>
    /// <param name="arn"><c>arn:P:sts::A:assumed-role/ROLE/SESSION</c>.</param>
    /// <param name="roleArn">The role's ARN with its path; without it the role name in <paramref name="arn"/> is compared.</param>
    /// <param name="roleUniqueId">The role's <c>AROA...</c>; without it principals stored by id never match.</param>
    /// <param name="canonicalUserId">The canonical id of its account.</param>
    public static Principal RoleSession(string arn, string? roleArn = null, string? roleUniqueId = null, string? canonicalUserId = null)
    {
        var rest = RestOf(arn);
        var names = rest.StartsWith("assumed-role/", StringComparison.Ordinal) ? rest["assumed-role/".Length..] : rest;
        var slash = names.IndexOf('/', StringComparison.Ordinal);
        return new Principal(PrincipalKind.RoleSession, arn, AccountOf(arn))
        {
            UniqueId = roleUniqueId is null || slash < 0 ? null : $"{roleUniqueId}:{names[(slash + 1)..]}",
            IssuerArn = roleArn,
            IssuerUniqueId = roleUniqueId,
            CanonicalUserId = canonicalUserId,
            RoleName = slash < 0 ? names : names[..slash],
            SessionName = slash < 0 ? "" : names[(slash + 1)..],
            IsBoundByServiceControl = roleArn is null || !RestOf(roleArn).StartsWith("role/aws-service-role/", StringComparison.Ordinal),
        };
    }

    /// <summary>A session from GetFederationToken.</summary>
    /// <param name="arn"><c>arn:P:sts::A:federated-user/NAME</c>.</param>
    /// <param name="issuerArn">The user that called GetFederationToken, or the account's root ARN when root did.</param>
    /// <param name="issuerUniqueId">That user's <c>AIDA...</c>.</param>
    public static Principal FederatedUser(string arn, string? issuerArn = null, string? issuerUniqueId = null) =>
        new(PrincipalKind.FederatedUser, arn, AccountOf(arn))
        {
            IssuerArn = issuerArn,
            IssuerUniqueId = issuerUniqueId,
            ActsAsRoot = issuerArn is not null && string.Equals(RestOf(issuerArn), "root", StringComparison.Ordinal),
            IsBoundByServiceControl = true,
        };

    /// <summary>A role without a session.</summary>
    public static Principal Role(string arn, string? uniqueId = null) =>
        new(PrincipalKind.Role, arn, AccountOf(arn))
        {
            UniqueId = uniqueId,
            IssuerArn = arn,
            IssuerUniqueId = uniqueId,
            IsBoundByServiceControl = !RestOf(arn).StartsWith("role/aws-service-role/", StringComparison.Ordinal),
        };

    /// <summary>A service, by its name such as <c>lambda.amazonaws.com</c>.</summary>
    public static Principal Service(string name) => new(PrincipalKind.Service, name, "");

    /// <summary>The bearer of an assertion or a token.</summary>
    /// <param name="provider">The provider's ARN, or the name of a built-in one such as <c>accounts.google.com</c>.</param>
    public static Principal Federated(string provider) => new(PrincipalKind.Federated, provider, "");

    /// <summary>
    /// Reads a caller from its text: an ARN of a user, role, assumed-role session, federated user, root or provider; a
    /// service name; a built-in identity provider's name; null for an anonymous caller.
    /// </summary>
    /// <param name="text">The caller.</param>
    /// <param name="issuerArn">The role ARN with path of a session, or the user ARN of a federated session.</param>
    /// <param name="uniqueId">The unique id of a user or a bare role.</param>
    /// <param name="issuerUniqueId">The unique id of a session's role, or of the user of a federated session.</param>
    /// <returns>The principal, or null when the text names no caller there can be.</returns>
    public static Principal? Parse(string? text, string? issuerArn = null, string? uniqueId = null, string? issuerUniqueId = null)
    {
        if (text is null)
        {
            return Anonymous;
        }

        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return BuiltInProviders.Contains(text) ? Federated(text) : text.Contains('.', StringComparison.Ordinal) ? Service(text) : null;
        }

        var rest = RestOf(text);
        return rest switch
        {
            "root" => Root(AccountOf(text), ArnText.Split(text).Part(text, 1).ToString()),
            _ when rest.StartsWith("user/", StringComparison.Ordinal) => User(text, uniqueId),
            _ when rest.StartsWith("assumed-role/", StringComparison.Ordinal) => RoleSession(text, issuerArn, issuerUniqueId),
            _ when rest.StartsWith("federated-user/", StringComparison.Ordinal) => FederatedUser(text, issuerArn, issuerUniqueId),
            _ when rest.StartsWith("role/", StringComparison.Ordinal) => Role(text, uniqueId),
            _ when rest.StartsWith("saml-provider/", StringComparison.Ordinal) => Federated(text),
            _ when rest.StartsWith("oidc-provider/", StringComparison.Ordinal) => Federated(text),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Arn ?? "anonymous";

    private static string AccountOf(string arn)
    {
        var parts = ArnText.Split(arn);
        return parts.IsWhole ? parts.Part(arn, 4).ToString() : "";
    }

    private static string RestOf(string arn)
    {
        var parts = ArnText.Split(arn);
        return parts.IsWhole ? arn[parts.HeaderLength..] : "";
    }
}
