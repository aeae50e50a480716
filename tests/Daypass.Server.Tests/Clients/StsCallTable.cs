using System.Text.Json.Nodes;
using Daypass.Core.Accounts;
using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Server.Tests.Sts;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Saml;

namespace Daypass.Server.Tests.Clients;

/// <summary>A server with all that the twelve operations need, and one accepted and one refused call of each, which together pass every parameter.</summary>
internal sealed class StsCallTable : IAsyncDisposable
{
    private const string Audience = "https://api.example.com";
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private const string RootTask = "arn:aws:iam::aws:policy/root-task/";

    private static readonly byte[] Seed = [.. Enumerable.Range(1, 20).Select(static number => (byte)number)];

    private readonly TestAuthority _authority = new();
    private readonly TestSamlIdp _idp = new();
    private readonly TestIssuer _issuer;
    private readonly List<StsCall> _calls = [];

    // Other people's clients sign by the machine's clock; the server's stands still, so a code stays good however slow a client is.
    private StsCallTable() => _issuer = new TestIssuer(_authority);

    public World World { get; } = new()
    {
        Clock = new ManualClock(TimeProvider.System.GetUtcNow()),
        Adjust = static options => options with { EncodeDenials = true, Federation = new FederationOptions { AllowLoopbackIssuers = true } },
    };

    public IReadOnlyList<StsCall> Calls => _calls;

    public Dictionary<string, SigningCredentials> Credentials { get; } = [];

    private static JsonObject Narrow => new() { ["Policy"] = World.Allow(World.Probe), ["PolicyArns"] = new JsonArray(new JsonObject { ["arn"] = ReadOnly }) };

    private static JsonArray Tagged => new(new JsonObject { ["Key"] = "team", ["Value"] = "web" });

    public static async Task<StsCallTable> Make()
    {
        var table = new StsCallTable();
        await table.World.InitializeAsync();
        await table.Fill();
        return table;
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await _issuer.DisposeAsync();
        _authority.Dispose();
    }

    /// <summary>What the scripts read.</summary>
    public string ToJson() => new JsonObject
    {
        ["endpoint"] = World.Server.Url,
        ["credentials"] = new JsonObject(Credentials.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonObject
        {
            ["id"] = pair.Value.AccessKeyId,
            ["secret"] = pair.Value.SecretAccessKey.Reveal(),
            ["token"] = pair.Value.SessionToken,
        }))),
        ["calls"] = new JsonArray([.. _calls.Select(static call => call.ToJson())]),
    }.ToJsonString();

    private async Task Fill()
    {
        Credentials["admin"] = World.Admin;
        Credentials["nobody"] = World.Admin with { SecretAccessKey = Protocol.Secret.NewAccessKey() };
        Credentials["user"] = (await World.NewUser(World.Probe)).Key;
        Credentials["stranger"] = (await World.NewUser()).Key;
        await AddRoles();
        await AddFederated();
        await AddRoot();
        await AddForUsers();
        await AddDelegated();
        await AddOutbound();
        await AddScoped();
        await AddLookups();
    }

    private async Task AddRoles()
    {
        var (role, arn) = await World.NewRole(World.TrustPrincipal(World.Account, condition: """{"StringEquals":{"sts:ExternalId":"blue"}}"""), World.Probe);
        Assert.True((await World.Parts.Outbound.Enable(World.Account, default)).Succeeded);
        var assertion = (await World.Server.Api.Get(new GetWebIdentityTokenRequest { Audience = [arn], SigningAlgorithm = "ES384" }, World.Admin))
            .WebIdentityToken!;
        Accept("AssumeRole", "admin", Join(Narrow, new JsonObject
        {
            ["RoleArn"] = arn,
            ["RoleSessionName"] = "deploy",
            ["DurationSeconds"] = 1800,
            ["Tags"] = Tagged,
            ["TransitiveTagKeys"] = new JsonArray("team"),
            ["ExternalId"] = "blue",
            ["SourceIdentity"] = "alice",
            ["ProvidedContexts"] = new JsonArray(
                new JsonObject { ["ProviderArn"] = "arn:aws:iam::aws:contextProvider/Daypass", ["ContextAssertion"] = assertion }),
            ["MinimumSessionTokenSize"] = 2500,
        }), ("AssumedRoleUser.Arn", $"arn:aws:sts::{World.Account}:assumed-role/{role.Name}/deploy"), ("AssumedRoleUser.AssumedRoleId", role.Id + ":deploy"),
            ("SourceIdentity", "alice"), ("PackedPolicySize", null), ("SessionTokenSize", null), ("SessionTokenUtilization", null));

        var (user, serial) = await NewMfaUser("assumer");
        var (_, guarded) = await World.NewRole(
            World.TrustPrincipal(World.Parts.Arns.For(user), condition: """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"""));
        Accept("AssumeRole", "assumer",
            new JsonObject { ["RoleArn"] = guarded, ["RoleSessionName"] = "deploy", ["SerialNumber"] = serial, ["TokenCode"] = Code() },
            ("AssumedRoleUser.Arn", null));
        var call = new JsonObject { ["RoleArn"] = arn, ["RoleSessionName"] = "deploy" };
        Refuse("AssumeRole", "admin", Join(call, new JsonObject { ["ExternalId"] = "green" }), "AccessDenied", 403);
        Deny("AssumeRole", "stranger", Join(call, new JsonObject { ["ExternalId"] = "blue" }));
    }

    private async Task AddFederated()
    {
        var oidc = (await World.Server.Api.Get(
            new CreateOpenIdConnectProviderRequest { Url = _issuer.Url, ClientIdList = [Audience], ThumbprintList = [_issuer.Thumbprint],
                ContextProvider = new ContextProviderShape { SubjectSourceKey = "sub", SubjectTypeValue = "user" } }, World.Admin))
            .OpenIdConnectProviderArn!;
        var subject = $"{_issuer.Url["https://".Length..]}:sub";
        var (web, webArn) = await World.NewRole(
            FederatedCallTests.Providers.Trust(oidc, "sts:AssumeRoleWithWebIdentity", subject, "subject-1"), "sts:*");
        var (_, otherArn) = await World.NewRole(FederatedCallTests.Providers.Trust(oidc, "sts:AssumeRoleWithWebIdentity", subject, "subject-2"));
        var token = _issuer.Mint(World.Clock.GetUtcNow(), static claims => claims["aud"] = Audience);
        var webCall = new JsonObject { ["RoleArn"] = webArn, ["RoleSessionName"] = "ci", ["WebIdentityToken"] = token };
        Accept("AssumeRoleWithWebIdentity", null, Join(Narrow, webCall, Sized),
            ("AssumedRoleUser.Arn", $"arn:aws:sts::{World.Account}:assumed-role/{web.Name}/ci"), ("SubjectFromWebIdentityToken", "subject-1"),
                ("Audience", Audience), ("Provider", oidc), ("PackedPolicySize", null), ("SessionTokenSize", null));
        Credentials["behind"] = (await World.Server.Api.Get(
            new AssumeRoleWithWebIdentityRequest { RoleArn = webArn, RoleSessionName = "ci", WebIdentityToken = token }, null)).Credentials!.ToSigning();
        Refuse("AssumeRoleWithWebIdentity", null, Join(webCall, new JsonObject { ["ProviderId"] = "www.amazon.com" }), "InvalidIdentityToken", 400);
        Deny("AssumeRoleWithWebIdentity", null, Join(webCall, new JsonObject { ["RoleArn"] = otherArn }));

        var saml = (await World.Server.Api.Get(new CreateSamlProviderRequest { Name = "people", SamlMetadataDocument = _idp.Metadata }, World.Admin))
            .SamlProviderArn!;
        var (_, samlArn) = await World.NewRole(FederatedCallTests.Providers.Trust(saml, "sts:AssumeRoleWithSAML", "saml:sub", "jane"));
        var (_, janesNot) = await World.NewRole(FederatedCallTests.Providers.Trust(saml, "sts:AssumeRoleWithSAML", "saml:sub", "john"));
        var draft = new SamlDraft { Now = World.Clock.GetUtcNow() }.Replacing(SamlDraft.Aws + "Role", $"{samlArn},{saml}");
        var refused = draft.Replacing(SamlDraft.Aws + "Role", $"{janesNot},{saml}");
        var samlCall = new JsonObject { ["RoleArn"] = samlArn, ["PrincipalArn"] = saml, ["SAMLAssertion"] = _idp.Mint(draft) };
        Accept("AssumeRoleWithSAML", null, Join(Narrow, samlCall, Sized),
            ("Subject", "jane"), ("SubjectType", "persistent"), ("Issuer", draft.Issuer), ("Audience", draft.Recipient), ("NameQualifier", null),
                ("AssumedRoleUser.Arn", null), ("PackedPolicySize", null));
        Refuse("AssumeRoleWithSAML", null, Join(samlCall, new JsonObject { ["SAMLAssertion"] = "PHNhbWw+" }), "InvalidIdentityToken", 400);
        Deny("AssumeRoleWithSAML", null, Join(samlCall, new JsonObject { ["RoleArn"] = janesNot, ["SAMLAssertion"] = _idp.Mint(refused) }));
    }

    private async Task AddRoot()
    {
        var member = await World.NewAccount();
        Assert.True((await World.Parts.Organizations.Join(World.Account, member.Id, default)).Succeeded);
        Assert.True((await World.Parts.Organizations.SetFeature(World.Account, OrganizationFeatures.Sessions, true, true, default)).Succeeded);
        var call = new JsonObject { ["TargetPrincipal"] = member.Id, ["TaskPolicyArn"] = new JsonObject { ["arn"] = RootTask + "IAMAuditRootUserCredentials" },
            ["DurationSeconds"] = 300 };
        Accept("AssumeRoot", "admin", Join(call, new JsonObject { ["MinimumSessionTokenSize"] = 1000 }), ("Credentials.SessionToken", null),
            ("SessionTokenSize", null));
        Refuse("AssumeRoot", "admin", Join(call, new JsonObject { ["TaskPolicyArn"] = new JsonObject { ["arn"] = RootTask + "AnotherTask" } }),
            "ValidationError", 400);
        Deny("AssumeRoot", "stranger", call);
    }

    private async Task AddForUsers()
    {
        Accept("GetFederationToken", "admin", Join(Narrow, new JsonObject { ["Name"] = "bob", ["Tags"] = Tagged }, Sized),
            ("FederatedUser.Arn", $"arn:aws:sts::{World.Account}:federated-user/bob"), ("FederatedUser.FederatedUserId", $"{World.Account}:bob"),
                ("PackedPolicySize", null), ("SessionTokenUtilization", null));
        var (_, serial) = await NewMfaUser("holder");
        Accept("GetSessionToken", "holder", Join(new JsonObject { ["SerialNumber"] = serial, ["TokenCode"] = Code() }, Sized),
            ("Credentials.AccessKeyId", null), ("SessionTokenSize", null));

        // The same code again.
        Refuse("GetSessionToken", "holder", new JsonObject { ["SerialNumber"] = serial, ["TokenCode"] = Code() }, "AccessDenied", 403);
        Credentials["session"] = (await World.Server.Api.Get(new GetSessionTokenRequest(), World.Admin)).Credentials!.ToSigning();
        Refuse("GetFederationToken", "session", new JsonObject { ["Name"] = "bob" }, "AccessDenied", 403);
        Deny("GetFederationToken", "stranger", new JsonObject { ["Name"] = "bob" });
        Accept("GetCallerIdentity", "session", new JsonObject(), ("Arn", $"arn:aws:iam::{World.Account}:user/admin"), ("Account", World.Account),
            ("UserId", null));
        Refuse("GetCallerIdentity", "nobody", new JsonObject(), "SignatureDoesNotMatch", 403);
    }

    private async Task AddDelegated()
    {
        var partner = await World.NewAccount();
        Credentials["partner"] = partner.Admin;

        // Nobody listens there: the notices wait, and the token is read from the record.
        Assert.True((await World.Parts.Partners.Register(partner.Id, "Acme", "acme-hook", new Uri("http://127.0.0.1:1/hook"), default)).Succeeded);
        var template =
            (await World.Server.Api.Get(new CreatePolicyRequest { PolicyName = "template", PolicyDocument = World.Allow(World.Probe) }, partner.Admin))
            .Policy!.Arn!;
        var id = (await World.Server.Api.Get(
            new CreateDelegationRequestRequest
            {
                Description = "Look after your backups",
                Permissions = new DelegationPermission { PolicyTemplateArn = template, Parameters = [] },
                RequestorWorkflowId = "workflow-1",
                NotificationChannel = "acme-hook",
                SessionDuration = 3600,
            },
            partner.Admin)).DelegationRequestId!;
        await World.Server.Api.Get(new AssociateDelegationRequestRequest { DelegationRequestId = id }, World.Admin);
        await World.Server.Api.Get(new AcceptDelegationRequestRequest { DelegationRequestId = id }, World.Admin);
        await World.Server.Api.Get(new SendDelegationTokenRequest { DelegationRequestId = id }, World.Admin);
        var token = World.Parts.TradeIn.Seal((await World.Parts.Store.Find<DelegationRequest>("", id, default))!);
        Accept("GetDelegatedAccessToken", "partner", new JsonObject { ["TradeInToken"] = token },
            ("AssumedPrincipal", $"arn:aws:iam::{World.Account}:user/admin"), ("PackedPolicySize", null), ("Credentials.Expiration", null));
        Refuse("GetDelegatedAccessToken", "admin", new JsonObject { ["TradeInToken"] = token }, "AccessDenied", 403);
        Credentials["partner's user"] = (await World.NewUser(account: partner.Id)).Key;
        Deny("GetDelegatedAccessToken", "partner's user", new JsonObject { ["TradeInToken"] = token });
    }

    private async Task AddOutbound()
    {
        var call = new JsonObject { ["Audience"] = new JsonArray(Audience, "other"), ["SigningAlgorithm"] = "RS256", ["DurationSeconds"] = 120,
            ["Tags"] = Tagged };
        Accept("GetWebIdentityToken", "admin", call, ("WebIdentityToken", null), ("Expiration", null));
        Accept("GetWebIdentityToken", "behind", new JsonObject { ["Audience"] = new JsonArray(Audience), ["SigningAlgorithm"] = "ES384",
            ["SubjectMode"] = "OriginIdentity", ["Scope"] = "read write" }, ("WebIdentityToken", null));
        Deny("GetWebIdentityToken", "stranger", call);
    }

    private async Task AddScoped()
    {
        var (role, arn) = await World.NewTrustingRole("sts:*");
        Credentials["role session"] = await World.Assume(arn, World.Admin, static request => request with { SourceIdentity = "alice" });
        Accept("GetScopedCredentials", "role session",
            Join(Sized, new JsonObject { ["Policy"] = World.Allow(World.Probe), ["ScopedSessionDescription"] = "nightly report" }),
            ("SessionInfo.Arn", $"arn:aws:sts::{World.Account}:assumed-role/{role.Name}/session"), ("SessionInfo.ScopedSessionId", role.Id + ":session"),
            ("ScopedPoliciesCount", "1"), ("SourceIdentity", "alice"), ("SessionTokenSize", null), ("SessionTokenUtilization", null),
            ("Credentials.Expiration", null));
        Refuse("GetScopedCredentials", "admin", new JsonObject { ["DurationSeconds"] = 60 }, "InvalidSubjectCredentials", 400);
        Refuse("GetScopedCredentials", "role session", new JsonObject { ["DurationSeconds"] = 7200 }, "InsufficientSessionLifetime", 400);
        Credentials["probe"] = await World.Assume((await World.NewTrustingRole(World.Probe)).Arn, World.Admin);
        Deny("GetScopedCredentials", "probe", new JsonObject { ["DurationSeconds"] = 60 });
    }

    private async Task AddLookups()
    {
        Accept("GetAccessKeyInfo", "admin", new JsonObject { ["AccessKeyId"] = World.Admin.AccessKeyId }, ("Account", World.Account));
        Refuse("GetAccessKeyInfo", "admin", new JsonObject { ["AccessKeyId"] = "XXXXXXXXXXXXXXXXXXXX" }, "ValidationError", 400);
        Deny("GetAccessKeyInfo", "stranger", new JsonObject { ["AccessKeyId"] = World.Admin.AccessKeyId });
        var denial = (await World.Server.Api.Call(new DeleteUserRequest { UserName = "x" }, Credentials["user"])).Error!.Message!;
        var encoded = new JsonObject { ["EncodedMessage"] = denial[(denial.LastIndexOf(' ') + 1)..] };
        Accept("DecodeAuthorizationMessage", "admin", encoded, ("DecodedMessage", null));
        Deny("DecodeAuthorizationMessage", "stranger", encoded);
        Refuse("DecodeAuthorizationMessage", "admin", new JsonObject { ["EncodedMessage"] = "nonsense" }, "InvalidAuthorizationMessageException", 400);
    }

    private async Task<(User User, string Serial)> NewMfaUser(string name)
    {
        var (user, key) = await World.NewUser("sts:*");
        Credentials[name] = key;
        var id = Guid.NewGuid().ToString("N");
        var device = new MfaDevice
        {
            Account = World.Account,
            Name = name,
            Id = id,
            SealedSeed = World.Parts.Envelope.Seal(MfaVerifier.SeedPurpose, id, Seed),
            OwnerId = user.Id,
            EnabledAt = World.Clock.GetUtcNow(),
        };
        await World.Write(transaction => transaction.TryAdd(device, default));
        return (user, World.Parts.Arns.For(device));
    }

    private string Code() => TimeCode.At(Seed, TimeCode.StepAt(World.Clock.GetUtcNow()));

    private static JsonObject Sized => new() { ["DurationSeconds"] = 1200, ["MinimumSessionTokenSize"] = 1000 };

    private static JsonObject Join(params JsonObject[] objects)
    {
        var joined = new JsonObject();
        foreach (var (name, value) in objects.SelectMany(static one => one))
        {
            joined[name] = value?.DeepClone();
        }

        return joined;
    }

    private void Accept(string operation, string? caller, JsonObject parameters, params (string Path, string? Value)[] holds) => _calls.Add(
        new StsCall($"{_calls.Count}", operation, caller, parameters) { Holds = holds.ToDictionary(static one => one.Path, static one => one.Value) });

    /// <summary>Refused for nothing but a permission that nobody gave: by the caller's policies, or the role's trust policy.</summary>
    private void Deny(string operation, string? caller, JsonObject parameters) =>
        _calls.Add(new StsCall($"{_calls.Count}", operation, caller, parameters) { Refusal = ("AccessDenied", 403), LacksPermission = true });

    private void Refuse(string operation, string? caller, JsonObject parameters, string code, int status) =>
        _calls.Add(new StsCall($"{_calls.Count}", operation, caller, parameters) { Refusal = (code, status) });
}
