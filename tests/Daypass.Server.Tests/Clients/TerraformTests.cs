using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Core.Mfa;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Testing;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Clients;

/// <summary>
/// Every <c>aws_iam_*</c> resource and data source Daypass has the operations of, by the unmodified provider with only its endpoints set.
/// </summary>
[Trait("Category", "foreign"), Trait("Category", "slow")]
public sealed class TerraformTests : IAsyncLifetime
{
    /// <summary>What <c>plan -detailed-exitcode</c> answers when there is nothing to do.</summary>
    private const int NoDifference = 0;

    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [TerraformFact]
    public async Task Every_resource_is_made_changed_and_destroyed_with_no_difference_in_between()
    {
        await Manage(await NewMember());
        var terraform = await Terraform.Start(_server, _folder.Path, new Dictionary<string, string>(Keys())
        {
            ["metadata-before.xml"] = Metadata("before"),
            ["metadata-after.xml"] = Metadata("after"),
        });

        (await terraform.Run("apply", "-auto-approve")).Succeeded();
        await SamePlan(terraform, "before");
        (await terraform.Run("apply", "-auto-approve", "-var", "changed=true")).Succeeded();
        await SamePlan(terraform, "after");
        await Burden("laden");
        (await terraform.Run("destroy", "-auto-approve", "-var", "changed=true")).Succeeded();
        await Empty();
    }

    private static async Task SamePlan(Terraform terraform, string stage)
    {
        var plan = await terraform.Run("plan", "-detailed-exitcode", "-var", $"changed={(stage == "after" ? "true" : "false")}");
        Assert.True(plan.ExitCode == NoDifference, $"The plan after the apply of '{stage}' ended with {plan.ExitCode}:\n{plan.Output}\n{plan.Errors}");
    }

    // What Terraform does not know of; force_destroy takes it away all the same.
    private async Task Burden(string user)
    {
        await _server.Api.Get(
            new PutUserPolicyRequest { UserName = user, PolicyName = "stranger",
            PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""" }, _server.Admin);
        await _server.Api.Get(new AttachUserPolicyRequest { UserName = user, PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, _server.Admin);
        await _server.Api.Get(new CreateAccessKeyRequest { UserName = user }, _server.Admin);
        var device = (await _server.Api.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "stranger" }, _server.Admin)).VirtualMfaDevice;
        var seed = Base32.Decode(device.Base32StringSeed!.Value.Span);
        var step = TimeCode.StepAt(_server.Clock.GetUtcNow());
        await _server.Api.Get(
            new EnableMfaDeviceRequest { UserName = user, SerialNumber = device.SerialNumber, AuthenticationCode1 = TimeCode.At(seed, step - 1),
                AuthenticationCode2 = TimeCode.At(seed, step) }, _server.Admin);
    }

    private async Task Empty()
    {
        Assert.Equal(["admin"], (await _server.Api.Get(new ListUsersRequest(), _server.Admin)).Users.Select(static user => user.UserName));
        var left = (await _server.Api.Get(new GetAccountSummaryRequest(), _server.Admin)).SummaryMap!;
        Assert.All(new[] { "Groups", "Roles", "Policies", "InstanceProfiles", "Providers", "MFADevices", "ServerCertificates" },
            kind => Assert.True(left[kind] == 0, $"{left[kind]} {kind} are left."));
        Assert.Empty((await _server.Api.Get(new ListAccountAliasesRequest(), _server.Admin)).AccountAliases);
        Assert.Equal("NoSuchEntity", (await _server.Api.Call(new GetAccountPasswordPolicyRequest(), _server.Admin)).Error!.Code);
        Assert.Empty((await _server.Api.Get(new ListOrganizationsFeaturesRequest(), _server.Admin)).EnabledFeatures ?? []);
    }

    private async Task<string> NewMember()
    {
        var accounts = _server.Host.Service.Parts.Accounts;
        var prepared = accounts.Prepare(AccountId.NewRandom(), "member");
        Assert.True((await accounts.Store(prepared, default)).Succeeded);
        return prepared.Account.Id;
    }

    private async Task Manage(string member) => Assert.True((await _server.Host.Service.Parts.Organizations.Join(_server.Account, member, default)).Succeeded);

    private static Dictionary<string, string> Keys()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        using var own = certificate.GetECDsaPrivateKey()!;
        using var ssh = RSA.Create(2048);
        return new Dictionary<string, string>
        {
            ["certificate.pem"] = certificate.ExportCertificatePem() + "\n",
            ["chain.pem"] = authority.Root.ExportCertificatePem() + "\n",
            ["key.pem"] = own.ExportPkcs8PrivateKeyPem() + "\n",
            ["ssh.pem"] = ssh.ExportSubjectPublicKeyInfoPem() + "\n",
            ["ssh.pub"] = Ssh(ssh),
        };
    }

    // As RFC 4253, section 6.6, has it: three strings, each with its length before it.
    private static string Ssh(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        byte[][] parts = ["ssh-rsa"u8.ToArray(), parameters.Exponent!, [0, .. parameters.Modulus!]];
        return "ssh-rsa " + Convert.ToBase64String([.. parts.SelectMany(static part => (byte[])[0, 0, (byte)(part.Length >> 8), (byte)part.Length, .. part])]);
    }

    private static string Metadata(string word)
    {
        using var key = RSA.Create(2048);
        return new TestSamlIdp(key, $"https://idp.example.com/{word}").Metadata;
    }
}
