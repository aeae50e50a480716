using System.Text.Json.Nodes;
using Daypass.Core.Mfa;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Saml;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests.Worlds;

/// <summary>What a server knows, written as a world file and read back.</summary>
public sealed class ExportTests
{
    private const string Permission = """{ "Version": "2012-10-17", "Statement": [ {"Effect":"Allow","Action":["s3:Get*"],"Resource":"*"} ] }""";

    private static readonly ContextProviderShape Context = new()
    {
        SubjectSourceKey = "email",
        KeyDefinitionList =
        [
            new ContextProviderKeyDefinition { SourceKey = "department", TargetKey = "Unit" }, new ContextProviderKeyDefinition { SourceKey = "shift" },
        ],
    };

    [Fact]
    public async Task An_export_applied_to_an_empty_server_makes_the_same_world()
    {
        await using var server = await RunningServer.Start();
        await Fill(server);
        using var folder = new TemporaryFolder();
        var first = await Export(server.DataFolder, folder, "first.json", "--with-secrets");

        var target = Path.Combine(folder.Path, "data");
        await using (var host = await Start(target, first))
        {
            using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
            var old = (await server.Api.Get(new GetRoleRequest { RoleName = "worker" }, server.Admin)).Role!;
            var copied = (await api.Get(new GetRoleRequest { RoleName = "worker" }, server.Admin)).Role!;
            Assert.Equal((old.RoleId, old.AssumeRolePolicyDocument, old.CreateDate), (copied.RoleId, copied.AssumeRolePolicyDocument, copied.CreateDate));
            Assert.True((await api.Call(new AssumeRoleRequest { RoleArn = old.Arn!, RoleSessionName = "session" }, server.Admin)).Succeeded);
            Assert.Equal(
                2, (await api.Get(new ListPolicyVersionsRequest { PolicyArn = $"arn:aws:iam::{server.Account}:policy/p" }, server.Admin)).Versions.Count);
        }

        var second = await Export(target, folder, "second.json", "--with-secrets");
        Assert.Equal(3, (await File.ReadAllTextAsync(first)).Split("\"contextProvider\"").Length);
        Assert.Equal(await File.ReadAllTextAsync(first), await File.ReadAllTextAsync(second));
        Assert.Equal("12 elements: 0 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", first, "--data", server.DataFolder));
    }

    [Fact]
    public async Task Several_accounts_and_their_organisation_are_the_same_after_the_round_trip()
    {
        await using var server = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        foreach (var account in new[] { "444455556666", "777788889999" })
        {
            await ServerProgram.Succeed("account", "create", "--id", account, "--credentials", Path.Combine(folder.Path, account), "--data", server.DataFolder);
            await ServerProgram.Succeed("organization", "join", account, "--management", server.Account, "--data", server.DataFolder);
        }

        await ServerProgram.Succeed("organization", "administrator", "444455556666", "--data", server.DataFolder);
        await ServerProgram.Succeed("account", "close", "777788889999", "--data", server.DataFolder);
        var first = await Export(server.DataFolder, folder, "first.json", "--with-secrets");
        var target = Path.Combine(folder.Path, "data");
        await using (var host = await Start(target, first))
        {
            using var api = new ApiClient(new Uri(host.Urls[0]), TimeProvider.System);
            Assert.Equal(
                "444455556666", (await api.Get(new GetCallerIdentityRequest(), CredentialProfiles.Read(Path.Combine(folder.Path, "444455556666"))["admin"]))
                .Account);
        }

        Assert.Equal(await File.ReadAllTextAsync(first), await File.ReadAllTextAsync(await Export(target, folder, "second.json", "--with-secrets")));
    }

    [Fact]
    public async Task Without_being_asked_no_secret_is_exported_and_applying_that_leaves_secrets_alone()
    {
        await using var server = await RunningServer.Start();
        var secret = await Fill(server);
        using var folder = new TemporaryFolder();
        var file = await Export(server.DataFolder, folder, "plain.json");

        var text = await File.ReadAllTextAsync(file);
        foreach (var hidden in new[] { secret, server.Admin.SecretAccessKey.Reveal(), server.Root.SecretAccessKey.Reveal(), "passwordHash", "seed",
            server.Admin.AccessKeyId })
        {
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal("10 elements: 0 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", file, "--data", server.DataFolder));
        Assert.True((await server.Api.Call(new GetCallerIdentityRequest(), server.Admin)).Succeeded);
    }

    [Fact]
    public async Task A_file_that_only_names_what_is_there_changes_nothing_of_it()
    {
        await using var server = await RunningServer.Start();
        await Fill(server);
        using var folder = new TemporaryFolder();
        var before = await Export(server.DataFolder, folder, "before.json", "--with-secrets");
        var world = JsonNode.Parse(await File.ReadAllTextAsync(before))!;

        // Its documents would not be the same, character by character.
        world["accounts"]![0]!.AsObject().Remove("policies");
        Strip(world["accounts"]!.AsArray(), withLists: true);
        var bare = Path.Combine(folder.Path, "bare.json");
        await File.WriteAllTextAsync(bare, world.ToJsonString());
        Assert.Equal(
            "0 entities would be made, 0 changed; nothing was written.\n", await ServerProgram.Succeed("world", "plan", bare, "--data", server.DataFolder));
        Assert.Equal("11 elements: 0 entities made, 0 changed.\n", await ServerProgram.Succeed("world", "apply", bare, "--data", server.DataFolder));
        Assert.Equal(
            await File.ReadAllTextAsync(before), await File.ReadAllTextAsync(await Export(server.DataFolder, folder, "after.json", "--with-secrets")));
    }

    [Fact]
    public async Task An_export_does_not_replace_a_file()
    {
        await using var server = await RunningServer.Start();
        var file = Path.Combine(server.DataFolder, "master.key");
        var (code, _, errors) = await ServerProgram.Run("world", "export", file, "--data", server.DataFolder);

        Assert.Equal((1, $"daypass-server: {file} exists already; an export does not replace a file.\n"), (code, errors));
    }

    /// <summary>Leaves of each element what it has to have and what belongs to its ARN, and the lists of accounts.</summary>
    private static void Strip(JsonArray elements, bool withLists)
    {
        string[] needed = ["id", "name", "url", "path", "trustPolicy", "metadata", "seed", "versions"];
        foreach (var element in elements)
        {
            foreach (var (member, value) in element!.AsObject().ToArray())
            {
                if (needed.Contains(member))
                {
                    continue;
                }

                if (withLists && value is JsonArray && member is not ("rootAccessKeys" or "organizationTags"))
                {
                    Strip(value!.AsArray(), withLists: false);
                }
                else
                {
                    element.AsObject().Remove(member);
                }
            }
        }
    }

    /// <summary>Makes one of everything, with references in every direction; returns a secret that was made.</summary>
    private static async Task<string> Fill(RunningServer server)
    {
        var (api, admin) = (server.Api, server.Admin);
        var policy = (await api.Get(new CreatePolicyRequest { PolicyName = "p", PolicyDocument = Permission, Description = "reads" }, admin)).Policy!.Arn!;
        await api.Get(
            new CreatePolicyVersionRequest { PolicyArn = policy, PolicyDocument = Permission.Replace("Get", "List", StringComparison.Ordinal),
            SetAsDefault = true }, admin);
        await api.Get(new CreateGroupRequest { GroupName = "g", Path = "/teams/" }, admin);
        await api.Get(new PutGroupPolicyRequest { GroupName = "g", PolicyName = "inline", PolicyDocument = Permission }, admin);
        await api.Get(
            new CreateUserRequest { UserName = "Alice", Path = "/people/",
            Tags = [new Tag { Key = "Zeta", Value = "ü" }, new Tag { Key = "alpha", Value = "" }] }, admin);
        await api.Get(new AddUserToGroupRequest { UserName = "Alice", GroupName = "g" }, admin);
        await api.Get(new AttachUserPolicyRequest { UserName = "Alice", PolicyArn = policy }, admin);
        await api.Get(new PutUserPermissionsBoundaryRequest { UserName = "Alice", PermissionsBoundary = policy }, admin);
        await api.Get(new CreateLoginProfileRequest { UserName = "Alice", Password = "correct horse 42!" }, admin);
        var key = (await api.Get(new CreateAccessKeyRequest { UserName = "Alice" }, admin)).AccessKey!;
        await api.Get(new UpdateAccessKeyRequest { UserName = "Alice", AccessKeyId = key.AccessKeyId!, Status = "Inactive" }, admin);

        // "worker" trusts a role whose name comes after its own, and a user that is gone.
        await api.Get(new CreateUserRequest { UserName = "gone" }, admin);
        await api.Get(
            new CreateRoleRequest { RoleName = "zenith", AssumeRolePolicyDocument = Trust($"arn:aws:iam::{server.Account}:user/people/Alice") }, admin);
        await api.Get(
            new CreateRoleRequest
            {
                RoleName = "worker",
                AssumeRolePolicyDocument = Trust(
                    $"arn:aws:iam::{server.Account}:role/zenith", $"arn:aws:iam::{server.Account}:user/gone", $"arn:aws:iam::{server.Account}:root"),
                Description = "works",
                MaxSessionDuration = 7200,
            },
            admin);
        await api.Get(new DeleteUserRequest { UserName = "gone" }, admin);
        await api.Get(new CreateInstanceProfileRequest { InstanceProfileName = "profile" }, admin);
        await api.Get(new AddRoleToInstanceProfileRequest { InstanceProfileName = "profile", RoleName = "worker" }, admin);
        await api.Get(
            new CreateOpenIdConnectProviderRequest { Url = "https://issuer.example.com/path", ClientIdList = ["one", "two"],
            ThumbprintList = [new string('A', 40)], ContextProvider = Context }, admin);
        await api.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "phone" }, admin);
        var device = (await api.Get(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "alice" }, admin)).VirtualMfaDevice;
        var (seed, step) = (MfaDeviceTests.Decode(device), TimeCode.StepAt(server.Clock.GetUtcNow()));
        await api.Get(
            new EnableMfaDeviceRequest
            {
                UserName = "Alice",
                SerialNumber = device.SerialNumber,
                AuthenticationCode1 = TimeCode.At(seed, step - 1),
                AuthenticationCode2 = TimeCode.At(seed, step),
            },
            admin);
        await api.Get(
            new CreateSamlProviderRequest { Name = "saml", SamlMetadataDocument = new TestSamlIdp().Metadata,
            Tags = [new Tag { Key = "kind", Value = "test" }], ContextProvider = Context with { SubjectTypeValue = "user" } }, admin);
        await api.Get(new PutRolePermissionsBoundaryRequest { RoleName = "worker", PermissionsBoundary = policy }, admin);
        await api.Get(new AttachRolePolicyRequest { RoleName = "worker", PolicyArn = policy }, admin);
        await api.Get(new EnableOutboundWebIdentityFederationRequest(), admin);
        await api.Get(new CreateAccountAliasRequest { AccountAlias = "round-trip" }, admin);
        await api.Get(new UpdateAccountPasswordPolicyRequest { MinimumPasswordLength = 12, RequireSymbols = true }, admin);
        return key.SecretAccessKey!;
    }

    private static string Trust(params string[] principals) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"""
        + $$"""["{{string.Join("\",\"", principals)}}"]},"Action":"sts:AssumeRole"}]}""";

    private static async Task<string> Export(string data, TemporaryFolder folder, string name, params string[] options)
    {
        var file = Path.Combine(folder.Path, name);
        await ServerProgram.Succeed(["world", "export", file, "--data", data, .. options]);
        return file;
    }

    private static Task<ServerHost> Start(string data, string world) => ServerHost.Start(
        new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = data, World = world }, TimeProvider.System, static logging =>
            logging.ClearProviders(), CancellationToken.None);
}
