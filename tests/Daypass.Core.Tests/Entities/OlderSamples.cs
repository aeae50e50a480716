using System.Text;
using System.Text.Json;
using Daypass.Core.Entities;

namespace Daypass.Core.Tests.Entities;

/// <summary>Entities that say nothing that an older version did not know, two of each kind: one with little and one with much.</summary>
internal static class OlderSamples
{
    private const string Allow = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""";
    private const string Id = "111122223333";

    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly EntityTag[] Tags = [new("team", "blue & <green>"), new("empty", "")];

    private static readonly Grants Much = new()
    {
        Inline = [new InlinePolicy("may", Allow)],
        Attached = [$"arn:aws:iam::{Id}:policy/a"],
        Boundary = $"arn:aws:iam::{Id}:policy/b",
    };

    public static Account Account { get; } = new() { Id = Id, DisplayName = "Zürich", CreatedAt = At };

    public static Account Member { get; } = new()
    {
        Id = Id,
        DisplayName = "member",
        CreatedAt = At,
        Closed = true,
        Alias = "alias",
        PasswordPolicy = new PasswordPolicy { MinimumLength = 8, RequireSymbols = true, MaxAgeDays = 90, ReusePrevention = 5, HardExpiry = true },
        GlobalTokenVersion = 2,
        OutboundIssuer = "issuer",
        OutboundFederation = true,
        OrganizationId = "o-abcdefghij",
        RootLogin = new LoginProfile { CreatedAt = At, PasswordChangedAt = At, ResetRequired = true, PasswordHash = "hash", FormerHashes = ["former"] },
        Partner = true,
        PartnerName = "partner",
        Channels = [new NotificationChannel("hook", "https://example.com/", [1, 2, 3])],
    };

    public static Organization Organization { get; } = new() { Id = "o-abcdefghij", ManagementAccount = Id, CreatedAt = At };

    public static Role Role { get; } = new() { Account = Id, Name = "role", Id = "AROAEXAMPLE", CreatedAt = At, Trust = new TrustPolicy { Document = Allow } };

    public static OidcProvider Oidc { get; } = new() { Account = Id, Name = "issuer.example", Id = "oidc", CreatedAt = At };

    public static SamlProvider Saml { get; } = new() { Account = Id, Name = "saml", Id = "SAMLSPEXAMPLE", CreatedAt = At, UpdatedAt = At, Metadata = "<m/>" };

    /// <summary>Each as it is stored.</summary>
    public static IEnumerable<(string Name, string Text)> All()
    {
        yield return Write(Account);
        yield return Write(Member);
        yield return Write(Organization);
        yield return Write(Organization with { DelegatedAdministrators = ["444455556666"], Features = ["RootCredentialsManagement", "RootSessions"] });
        yield return Write(Role);
        yield return Write(Role with
        {
            Path = "/path/",
            Trust = new TrustPolicy { Document = Allow, PrincipalIds = new Dictionary<string, string> { [$"arn:aws:iam::{Id}:user/a"] = "AIDAEXAMPLE" } },
            Description = "described",
            MaxSessionSeconds = 7200,
            LinkedService = "elasticache.amazonaws.com",
            Tags = Tags,
            Grants = Much,
        });
        var user = new User { Account = Id, Name = "user", Id = "AIDAEXAMPLE", CreatedAt = At };
        yield return Write(user);
        yield return Write(user with { Path = "/path/", Tags = Tags, Grants = Much, Groups = ["AGPAEXAMPLE"], Login = Member.RootLogin });
        yield return Write(new Group { Account = Id, Name = "group", Id = "AGPAEXAMPLE", CreatedAt = At, Grants = Much with { Boundary = null } });
        yield return Write(new ManagedPolicy
        {
            Account = Id, Name = "policy", Id = "ANPAEXAMPLE", CreatedAt = At, UpdatedAt = At, Description = "described",
            Versions = [new PolicyVersion(1, Allow, At), new PolicyVersion(2, Allow, At)], DefaultVersion = 2, LastVersion = 2, Tags = Tags,
        });
        yield return Write(new AccessKey { Id = "AKIAEXAMPLE", OwnerAccount = Id, UserId = "AIDAEXAMPLE", CreatedAt = At, SealedSecret = [4, 5, 6] });
        yield return Write(new InstanceProfile { Account = Id, Name = "profile", Id = "AIPAEXAMPLE", CreatedAt = At, RoleId = "AROAEXAMPLE" });
        yield return Write(new CredentialReport { Account = Id, GeneratedAt = At, Content = [7, 8, 9] });
        yield return Write(new MfaDevice
        {
            Account = Id, Name = "device", Id = "device", SealedSeed = [1], OwnerId = "AIDAEXAMPLE", EnabledAt = At, DriftSteps = -1, LastPairStep = 7,
        });
        yield return Write(Oidc);
        yield return Write(Oidc with { ClientIds = ["sts.amazonaws.com"], Thumbprints = [new string('a', 40)], Tags = Tags });
        yield return Write(Saml);
        yield return Write(Saml with { RequiresEncryption = true, PrivateKeys = [new SamlProviderKey("SAMLPKEXAMPLE", At, [1, 2])], Tags = Tags });
        yield return Write(new DelegationRequest
        {
            Id = "request", RequestorAccount = Id, WorkflowId = "workflow", Description = "described", TemplateArn = "arn", PermissionPolicy = Allow,
            Channel = "hook", SessionSeconds = 3600, State = DelegationState.Assigned, CreatedAt = At, UpdatedAt = At,
            Parameters = [new TemplateParameter("name", "String", ["value"])],
            Owner = new DelegationParty("arn", "id", "name", "session") { Tags = Tags, SourceIdentity = "anna" },
        });
    }

    /// <summary>An entity as it is stored.</summary>
    public static (string Name, string Text) Write<T>(T entity) where T : class, IEntity<T> =>
        (typeof(T).Name, Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(entity, T.Json)));
}
