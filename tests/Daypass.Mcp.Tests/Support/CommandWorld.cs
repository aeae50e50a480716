using Daypass.Core.Accounts;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Mfa;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Mcp.Tests.Support;

/// <summary>What the rarer commands and the skill's examples need: a second account, an organisation, an MFA device, a delegation request.</summary>
internal static class CommandWorld
{
    public const string SecondAccount = "987654321098";

    /// <summary>A second account that trusts the first with a role for an external id, and is a member of its organisation.</summary>
    public static async Task<SigningCredentials> AddSecondAccount(this AgentWorld world)
    {
        var made = (await world.Parts.Accounts.Store(world.Parts.Accounts.Prepare(AccountId.Parse(SecondAccount), "another account"), default)).Value!;
        var admin = new SigningCredentials(made.Admin.Key.Id, made.Admin.Secret);
        await world.Server.Api.Get(new CreateRoleRequest
        {
            RoleName = "CrossAccountRole",
            AssumeRolePolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
                + $$"""{"AWS":"arn:aws:iam::{{AgentWorld.FirstAccount}}:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":"""
                + $$"""{"sts:ExternalId":"my-external-id"} } } ]}""",
        }, admin);
        Assert.True((await world.Parts.Organizations.Join(AgentWorld.FirstAccount, SecondAccount, default)).Succeeded);
        Assert.True((await world.Parts.Organizations.SetFeature(AgentWorld.FirstAccount, OrganizationFeatures.Sessions, true, true, default)).Succeeded);
        return admin;
    }

    /// <summary>A key of the admin with a given id, which need not carry the account's number.</summary>
    public static async Task AddKey(this AgentWorld world, string id)
    {
        var admin = (await world.Parts.Store.Find<User>(AgentWorld.FirstAccount, "admin", default))!;
        var key = new AccessKey
        {
            Id = id,
            OwnerAccount = AgentWorld.FirstAccount,
            UserId = admin.Id,
            CreatedAt = world.Server.Clock.GetUtcNow(),
            SealedSecret = world.Parts.Envelope.Seal(EntityDirectory.AccessKeyPurpose, id, Secret.NewAccessKey().AsUtf8()),
        };
        Assert.True((await world.Parts.Store.Write<bool>(async transaction => await transaction.TryAdd(key, default), default)).Value);
    }

    /// <summary>An MFA device of the admin whose code is <paramref name="code"/> for the next half minute at least.</summary>
    public static async Task<string> AddDevice(this AgentWorld world, string name, string code)
    {
        var admin = (await world.Parts.Store.Find<User>(AgentWorld.FirstAccount, "admin", default))!;
        var step = TimeCode.StepAt(world.Server.Clock.GetUtcNow());
        var seed = new byte[20];

        // One seed in a million shows the code; the step may pass meanwhile, but one step late is in time.
        for (var draw = 0; !TimeCode.Matches(seed, step, code); draw++)
        {
            BitConverter.TryWriteBytes(seed, draw);
        }

        var device = new MfaDevice
        {
            Account = AgentWorld.FirstAccount,
            Name = name,
            Id = Guid.NewGuid().ToString("N"),
            SealedSeed = [],
            OwnerId = admin.Id,
            EnabledAt = world.Server.Clock.GetUtcNow(),
        };
        device = device with { SealedSeed = world.Parts.Envelope.Seal(MfaVerifier.SeedPurpose, device.Id, seed) };
        Assert.True((await world.Parts.Store.Write<bool>(async transaction => await transaction.TryAdd(device, default), default)).Value);
        return world.Parts.Arns.For(device);
    }

    /// <summary>The account as a partner that may ask for delegation; the ARN of its policy template.</summary>
    public static async Task<string> AddPartner(this AgentWorld world, string channel, Uri hook)
    {
        Assert.True((await world.Parts.Partners.Register(AgentWorld.FirstAccount, "Acme", channel, hook, default)).Succeeded);
        return (await world.Server.Api.Get(new CreatePolicyRequest
        {
            PolicyName = "template-" + channel,
            PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}]}""",
        }, world.Admin)).Policy!.Arn!;
    }

    /// <summary>The encoded message of a denial.</summary>
    public static async Task<(string Message, string Words)> Denied(this AgentWorld world)
    {
        const string Introduction = "Encoded authorization failure message: ";
        var name = "poor-" + Guid.NewGuid().ToString("N")[..8];
        await world.Server.Api.Get(new CreateUserRequest { UserName = name }, world.Admin);
        var key = (await world.Server.Api.Get(new CreateAccessKeyRequest { UserName = name }, world.Admin)).AccessKey;
        var denial = (await world.Server.Api.Call(
                new ListUsersRequest(),
                new SigningCredentials(key.AccessKeyId!, Secret.FromText(key.SecretAccessKey)))).Error!.Message!;
        return (denial[(denial.IndexOf(Introduction, StringComparison.Ordinal) + Introduction.Length)..], denial);
    }

    /// <summary>Web identity tokens, switched on for the account.</summary>
    public static async Task EnableTokens(this AgentWorld world)
    {
        if (!(await world.Server.Api.Call(new GetWebIdentityTokenRequest { Audience = ["x"], SigningAlgorithm = "RS256" }, world.Admin)).Succeeded)
        {
            await world.Server.Api.Get(new EnableOutboundWebIdentityFederationRequest(), world.Admin);
        }
    }
}
