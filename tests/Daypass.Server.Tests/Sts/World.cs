using Daypass.Core.Entities;
using Daypass.Server.Composition;
using Daypass.Core.Stores;
using Daypass.Policy.Language;
using Daypass.Policy.TrustPolicies;
using Daypass.Policy.Validation;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Sts;

/// <summary>A running server with accounts, users and roles that a test makes as it needs them, straight in the directory.</summary>
public sealed class World : IAsyncLifetime
{
    private RunningServer? _server;

    public ManualClock Clock { get; init; } = new();

    /// <summary>Changes the options the server is started with.</summary>
    public Func<ServerOptions, ServerOptions>? Adjust { get; init; }

    public RunningServer Server => _server!;

    public string Account => Server.Account;

    public SigningCredentials Admin => Server.Admin;

    public SigningCredentials Root => Server.Root;

    public ServiceParts Parts => Server.Host.Service.Parts;

    public async Task InitializeAsync() => _server = await RunningServer.Start(Clock, Adjust);

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public static async Task<World> Start(Func<ServerOptions, ServerOptions>? adjust = null)
    {
        var world = new World { Adjust = adjust };
        await world.InitializeAsync();
        return world;
    }

    /// <summary>Another account with its admin's key.</summary>
    public async Task<(string Id, SigningCredentials Root, SigningCredentials Admin)> NewAccount()
    {
        var made = await Parts.Accounts.Store(Parts.Accounts.Prepare(AccountId.NewRandom(), "another account"), default);
        return (made.Value!.Account.Id, Signing(made.Value.Root.Key.Id, made.Value.Root.Secret), Signing(made.Value.Admin.Key.Id, made.Value.Admin.Secret));
    }

    /// <summary>A user with a key and at most one policy of its own.</summary>
    public async Task<(User User, SigningCredentials Key)> NewUser(
        string? allow = null, string? document = null, string? account = null, params EntityTag[] tags)
    {
        var owner = AccountId.Parse(account ?? Account);
        var id = UniqueId.New(UniqueIdKind.User, owner);
        var user = new User
        {
            Account = owner.ToString(),
            Name = "user-" + id[^10..],
            Id = id,
            CreatedAt = Clock.GetUtcNow(),
            Tags = tags,
            Grants = Grants(document ?? (allow is null ? null : Allow(allow))),
        };
        var key = Parts.Accounts.NewKey(owner, id, Clock.GetUtcNow());
        await Write(async transaction => await transaction.TryAdd(user, default) && await transaction.TryAdd(key.Key, default));
        return (user, Signing(key.Key.Id, key.Secret));
    }

    /// <summary>A role; its trust policy's principals keep the ids they have now, as IAM does.</summary>
    public async Task<(Role Role, string Arn)> NewRole(
        string trust, string? allow = null, string? document = null, string? account = null, string path = "/", int maximum = 3600, string? name = null,
        params EntityTag[] tags)
    {
        var owner = AccountId.Parse(account ?? Account);
        var id = UniqueId.New(UniqueIdKind.Role, owner);
        var role = new Role
        {
            Account = owner.ToString(),
            Name = name ?? "role-" + id[^10..],
            Id = id,
            Path = path,
            CreatedAt = Clock.GetUtcNow(),
            MaxSessionSeconds = maximum,
            Tags = tags,
            Trust = await Trust(trust),
            Grants = Grants(document ?? (allow is null ? null : Allow(allow))),
        };
        Assert.Null(PolicyValidator.Validate(trust, PolicyKind.Trust));
        await Write(transaction => transaction.TryAdd(role, default));
        return (role, Parts.Arns.For(role));
    }

    /// <summary>A role that the whole account is trusted with.</summary>
    public Task<(Role Role, string Arn)> NewTrustingRole(string? allow = null, int maximum = 3600) => NewRole(TrustAccount(Account), allow, maximum: maximum);

    /// <summary>Changes a stored entity.</summary>
    public Task Change<T>(T stored, Func<T, T> change) where T : class, IEntity<T> => Write(async transaction =>
    {
        var now = (await transaction.Find<T>(stored.Account, stored.Name, default))!;
        return await transaction.TryUpdate(now, change(now), default);
    });

    public Task Delete<T>(T stored) where T : class, IEntity<T> => Write(async transaction =>
        await transaction.TryDelete((await transaction.Find<T>(stored.Account, stored.Name, default))!, default));

    public async Task Write(Func<IDirectoryTransaction, ValueTask<bool>> work) =>
        Assert.True((await Parts.Store.Write<bool>(async transaction => await work(transaction), default)).Value);

    /// <summary>Assumes a role that can be assumed.</summary>
    public async Task<SigningCredentials> Assume(string roleArn, SigningCredentials caller, Func<AssumeRoleRequest, AssumeRoleRequest>? with = null)
    {
        var request = new AssumeRoleRequest { RoleArn = roleArn, RoleSessionName = "session" };
        return (await Server.Api.Get(with?.Invoke(request) ?? request, caller)).Credentials.ToSigning();
    }

    /// <summary>What refuses an AssumeRole, or null when nothing does.</summary>
    public async Task<AwsError?> Refusal(string roleArn, SigningCredentials caller, Func<AssumeRoleRequest, AssumeRoleRequest>? with = null)
    {
        var request = new AssumeRoleRequest { RoleArn = roleArn, RoleSessionName = "session" };
        return (await Server.Api.Call(with?.Invoke(request) ?? request, caller)).Error;
    }

    /// <summary>Whether these credentials are allowed sts:GetAccessKeyInfo, which needs a permission and nothing else.</summary>
    public async Task<bool> MayProbe(SigningCredentials credentials)
    {
        var result = await Server.Api.Call(new GetAccessKeyInfoRequest { AccessKeyId = Admin.AccessKeyId }, credentials);
        Assert.True(result.Succeeded || result.Error.Code == "AccessDenied", result.Error?.Message);
        return result.Succeeded;
    }

    public async Task<GetCallerIdentityResponse> WhoAmI(SigningCredentials caller) => await Server.Api.Get(new GetCallerIdentityRequest(), caller);

    /// <summary>The trust policy with the ids its principals have now.</summary>
    public async Task<TrustPolicy> Trust(string document)
    {
        var ids = new Dictionary<string, string>();
        foreach (var principal in TrustPolicyText.FindAwsPrincipals(document))
        {
            if (Arn.TryParse(principal.Value, out var arn))
            {
                var id = arn.ResourceType switch
                {
                    "user" => (await Parts.Store.Find<User>(arn.Account.ToString(), arn.ResourceName.ToString(), default))?.Id,
                    "role" => (await Parts.Store.Find<Role>(arn.Account.ToString(), arn.ResourceName.ToString(), default))?.Id,
                    _ => null,
                };
                if (id is not null)
                {
                    ids[principal.Value] = id;
                }
            }
        }

        return new TrustPolicy { Document = document, PrincipalIds = ids };
    }

    public const string Probe = "sts:GetAccessKeyInfo";

    public static string Allow(string action, string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    private const string AllTrustActions = """sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity","sts:SetContext""";

    public static string TrustAccount(string account, string action = AllTrustActions) => TrustPrincipal(account, action);

    public static string TrustPrincipal(string principal, string action = AllTrustActions, string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":["{{action}}"],"Condition":{{condition}}}]}""";

    private static Grants Grants(string? document)
    {
        if (document is not null)
        {
            Assert.Null(PolicyValidator.Validate(document, PolicyKind.Identity));
        }

        return document is null ? Core.Entities.Grants.None : Core.Entities.Grants.None with { Inline = [new InlinePolicy("own", document)] };
    }

    private static SigningCredentials Signing(string id, Secret secret) => new(id, secret);
}

/// <summary>Credentials as an answer has them, to sign with.</summary>
internal static class AnsweredCredentials
{
    public static SigningCredentials ToSigning(this Credentials credentials) =>
        new(credentials.AccessKeyId, Secret.FromText(credentials.SecretAccessKey), credentials.SessionToken);
}
