using System.Collections.Concurrent;
using System.Security.Cryptography;
using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Verification;
using Daypass.Testing.Saml;

namespace Daypass.Server.Tests.Sts.Scoped;

/// <summary>Makes sessions of every kind that may all but <c>orders:Never</c>, and asks what they may.</summary>
public sealed class SessionOrigins : IAsyncLifetime
{
    public const string Order = "arn:aws:orders:eu-west-1::order/7";

    public const string All = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private const string AllButNever = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},"""
        + """{"Effect":"Deny","Action":"orders:Never","Resource":"*"}]}""";

    private readonly ConcurrentDictionary<string, SigningCredentials> _admins = new();
    private readonly FederatedCallTests.Providers _providers = new();
    private (string Id, SigningCredentials Root, SigningCredentials Admin) _partner;

    /// <summary>Every kind that may be made narrower, with what ends it.</summary>
    public static IReadOnlyDictionary<string, string[]> Kinds { get; } = new Dictionary<string, string[]>
    {
        ["role"] = ["deleted", "made anew"],
        ["chained role"] = ["deleted", "made anew"],
        ["web identity"] = ["deleted", "made anew"],
        ["SAML"] = ["deleted", "made anew"],
        ["user"] = ["deleted", "key inactive", "key deleted"],
        ["user with MFA"] = ["deleted", "key inactive", "key deleted"],
        ["root"] = ["key inactive", "account closed"],
        ["federated user"] = ["deleted", "key inactive", "key deleted"],
        ["delegated user"] = ["deleted"],
        ["delegated role"] = ["deleted", "made anew"],
    };

    public World World => _providers.World;

    public async Task InitializeAsync()
    {
        await _providers.InitializeAsync();
        _partner = await World.NewAccount();
        Assert.True((await World.Parts.Partners.Register(_partner.Id, "Acme", "acme-hook", new Uri("https://acme.example.com/hook"), default)).Succeeded);
    }

    public Task DisposeAsync() => _providers.DisposeAsync();

    public Task<SessionOrigin> Make(string kind) => kind switch
    {
        "role" => OfRole(World.TrustAccount(World.Account), arn => Assumed(arn, World.Admin)),
        "chained role" => OfRole(World.TrustAccount(World.Account), Chained),
        "web identity" => OfRole(
            FederatedCallTests.Providers.Trust(
                _providers.Oidc(_providers.Issuer), "sts:AssumeRoleWithWebIdentity", _providers.Issuer.Url["https://".Length..] + ":sub", "subject-1"),
            WebIdentity),
        "SAML" => OfRole(FederatedCallTests.Providers.Trust(_providers.Saml, "sts:AssumeRoleWithSAML", "saml:sub", "jane"), Saml),
        "root" => OfRoot(),
        "delegated role" => OfRole(World.TrustAccount(World.Account), Delegated),
        _ => OfUser(kind),
    };

    /// <summary>Asks for a narrower session, which there has to be.</summary>
    public Task<GetScopedCredentialsResponse> Scope(SigningCredentials caller, string? policy = null, int? seconds = null) =>
        World.Server.Api.Get(new GetScopedCredentialsRequest { Policy = policy, DurationSeconds = seconds }, caller);

    /// <summary>Makes a chain of as many layers that allow everything.</summary>
    public async Task<SigningCredentials> Chain(SigningCredentials caller, int layers)
    {
        for (var layer = 0; layer < layers; layer++)
        {
            caller = (await Scope(caller, All)).Credentials!.ToSigning();
        }

        return caller;
    }

    /// <summary>Whether a session may do something, by what a service is told that it asked.</summary>
    public async Task<bool> May(SigningCredentials credentials, string action = "orders:Read") =>
        (await Check(credentials, action, _admins.GetValueOrDefault(AccountOf(credentials)))).Decision == "allowed";

    /// <summary>What a service is told that a session asked.</summary>
    public Task<CheckAccessResponse> Check(SigningCredentials credentials, string action, SigningCredentials? service = null)
    {
        var hash = SHA256.HashData([]);
        HeaderField[] headers = [new("Host", "orders.example.com")];
        var signed = new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1")
            .Sign(new SignedRequest("GET", "/", headers), hash, credentials, World.Clock.GetUtcNow());
        return World.Server.Api.Get(
            new CheckAccessRequest
            {
                Method = "GET",
                Target = "/",
                Headers = [.. headers.Concat(signed).Select(static header => new RequestHeader { Name = header.Name, Value = header.Value })],
                BodySha256 = Convert.ToHexStringLower(hash),
                SigningName = "orders",
                RequestedAction = action,
                Resource = Order,
            },
            service ?? World.Admin);
    }

    private static string AccountOf(SigningCredentials credentials) =>
        AccessKeyId.TryGetAccount(credentials.AccessKeyId, out var account) ? account.ToString() : "";

    private async Task<SessionOrigin> OfRole(string trust, Func<string, Task<Credentials>> assume)
    {
        var (role, arn) = await World.NewRole(trust, document: AllButNever, tags: new EntityTag("team", "blue"));
        return Origin(await assume(arn)) with
        {
            Endings = new Dictionary<string, Func<Task>>
            {
                ["deleted"] = () => World.Delete(role),
                ["made anew"] = async () =>
                {
                    await World.Delete(role);
                    await World.NewRole(trust, document: AllButNever, name: role.Name);
                },
            },
        };
    }

    private async Task<SessionOrigin> OfUser(string kind)
    {
        var (user, key) = await World.NewUser(document: AllButNever, tags: new EntityTag("team", "red"));
        var credentials = kind switch
        {
            "user with MFA" => await WithMfa(user, key),
            "user" => (await World.Server.Api.Get(new GetSessionTokenRequest(), key)).Credentials!,
            "federated user" => (await World.Server.Api.Get(
                new GetFederationTokenRequest { Name = "bob", Policy = All, Tags = [new Tag { Key = "stage", Value = "one" }] }, key)).Credentials!,
            _ => await Delegated(World.Parts.Arns.For(user), user.Id, user.Name, ""),
        };
        return Origin(credentials) with
        {
            Endings = new Dictionary<string, Func<Task>>
            {
                ["deleted"] = () => World.Delete(user),
                ["key inactive"] = () => Deactivate(user.Name, key.AccessKeyId),
                ["key deleted"] = () => World.Server.Api.Get(
                    new DeleteAccessKeyRequest { UserName = user.Name, AccessKeyId = key.AccessKeyId }, World.Admin),
            },
        };
    }

    private async Task<Credentials> WithMfa(User user, SigningCredentials key)
    {
        var device = (await World.Server.Api.Get(
            new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "device-" + user.Id }, World.Admin)).VirtualMfaDevice;
        var (seed, now) = (MfaDeviceTests.Decode(device), TimeCode.StepAt(World.Clock.GetUtcNow()));
        await World.Server.Api.Get(
            new EnableMfaDeviceRequest
            {
                UserName = user.Name,
                SerialNumber = device.SerialNumber,
                AuthenticationCode1 = TimeCode.At(seed, now - 1),
                AuthenticationCode2 = TimeCode.At(seed, now),
            },
            World.Admin);
        return (await World.Server.Api.Get(
            new GetSessionTokenRequest { SerialNumber = device.SerialNumber, TokenCode = TimeCode.At(seed, now + 1) }, key)).Credentials!;
    }

    private async Task<SessionOrigin> OfRoot()
    {
        var account = await World.NewAccount();
        _admins[account.Id] = account.Admin;
        return Origin((await World.Server.Api.Get(new GetSessionTokenRequest(), account.Root)).Credentials!) with
        {
            Endings = new Dictionary<string, Func<Task>>
            {
                ["key inactive"] = () => World.Server.Api.Get(
                    new UpdateAccessKeyRequest { AccessKeyId = account.Root.AccessKeyId, Status = "Inactive" }, account.Root),
                ["account closed"] = async () => await World.Change(
                    (await World.Parts.Store.Find<Account>("", account.Id, default))!, static stored => stored with { Closed = true }),
            },
        };
    }

    private Task Deactivate(string? user, string key) =>
        World.Server.Api.Get(new UpdateAccessKeyRequest { UserName = user, AccessKeyId = key, Status = "Inactive" }, World.Admin);

    private static SessionOrigin Origin(Credentials credentials) => new(credentials.ToSigning(), credentials.Expiration);

    private async Task<Credentials> Assumed(string arn, SigningCredentials caller) =>
        (await World.Server.Api.Get(
            new AssumeRoleRequest
            {
                RoleArn = arn,
                RoleSessionName = "session",
                SourceIdentity = caller == World.Admin ? "anna" : null,
                Tags = [new Tag { Key = "stage", Value = "one" }],
                TransitiveTagKeys = ["stage"],
            },
            caller)).Credentials;

    private async Task<Credentials> Chained(string arn)
    {
        var (_, first) = await World.NewTrustingRole("*");
        return await Assumed(arn, await World.Assume(first, World.Admin));
    }

    private async Task<Credentials> WebIdentity(string arn) =>
        (await World.Server.Api.Get(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = arn, RoleSessionName = "ci", WebIdentityToken = _providers.Issuer.Mint(World.Clock.GetUtcNow()),
            },
            null)).Credentials!;

    private async Task<Credentials> Saml(string arn)
    {
        var draft = new SamlDraft { Now = World.Clock.GetUtcNow() }.Replacing(SamlDraft.Aws + "Role", $"{arn},{_providers.Saml}");
        return (await World.Server.Api.Get(
            new AssumeRoleWithSamlRequest { RoleArn = arn, PrincipalArn = _providers.Saml, SamlAssertion = _providers.Idp.Mint(draft) }, null)).Credentials!;
    }

    private async Task<Credentials> Delegated(string roleArn)
    {
        var name = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        var role = (await World.Parts.Store.Find<Role>(World.Account, name, default))!;
        return await Delegated($"arn:aws:sts::{World.Account}:assumed-role/{name}/session", role.Id, name, "session");
    }

    /// <summary>What the partner has for a request that somebody approved and sent.</summary>
    private async Task<Credentials> Delegated(string arn, string id, string name, string session)
    {
        var now = World.Clock.GetUtcNow();
        var request = new DelegationRequest
        {
            Id = Guid.NewGuid().ToString(),
            RequestorAccount = _partner.Id,
            WorkflowId = Guid.NewGuid().ToString(),
            OwnerAccount = World.Account,
            Approver = new DelegationParty(arn, id, name, session),
            Description = "a task",
            TemplateArn = $"arn:aws:iam::{_partner.Id}:policy/template",
            PermissionPolicy = AllButNever,
            Channel = "acme-hook",
            SessionSeconds = 3600,
            State = DelegationState.Finalized,
            CreatedAt = now,
            UpdatedAt = now,
            ReleasedAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
        };
        await World.Write(transaction => transaction.TryAdd(request, default));
        return (await World.Server.Api.Get(
            new GetDelegatedAccessTokenRequest { TradeInToken = World.Parts.TradeIn.Seal(request) }, _partner.Admin)).Credentials!;
    }
}
