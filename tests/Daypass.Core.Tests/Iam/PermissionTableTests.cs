using System.Text.Json;
using Daypass.Core.Iam.Permissions;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Tests.Iam;

/// <summary>Every operation is asked without its permission and with nothing but it: generated from the table, so a new operation is in at once.</summary>
public sealed class PermissionTableTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public void Every_operation_of_the_catalogue_has_one_row() =>
        Assert.Equal(
            OperationCatalogue.Of(Service.Iam).Select(static operation => operation.Name).Order(StringComparer.Ordinal),
            IamPermissions.All.Select(static permission => permission.Operation).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Without_its_permission_every_operation_is_denied_and_with_it_alone_none_is()
    {
        var forms = await Populate();
        var limited = await world.NewUser("limited", IamWorld.EverythingAllowed);
        var wrong = new List<string>();
        foreach (var route in world.Operations)
        {
            var operation = route.Description;
            await Limit(Statement("NotAction", [operation.Permission]));
            var (status, body) = await Ask(forms.Of(operation), limited);
            if (status != 403 || !body.Contains($"<Code>AccessDenied</Code>", StringComparison.Ordinal) || !body.Contains($"is not authorized to perform: {operation.Permission} ", StringComparison.Ordinal))
            {
                wrong.Add($"{operation.Name} without its permission: {status} {body}");
            }

            var row = IamPermissions.Of(operation.Name);
            await Limit(Statement("Action", new[] { row.Action, row.TagAction, row.AlsoAction }.OfType<string>()));
            (status, body) = await Ask(forms.Of(operation), limited);
            if (body.Contains("is not authorized to perform", StringComparison.Ordinal) || status >= 500)
            {
                wrong.Add($"{operation.Name} with its permission: {status} {body}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("iam:GetUser", "user/team/someone", true)]
    [InlineData("iam:GetUser", "user/someone", false)]
    [InlineData("iam:GetUser", "user/team/*", true)]
    [InlineData("iam:GetUser", "user/other/*", false)]
    public async Task The_resource_is_the_ARN_with_the_path_the_entity_has(string action, string resource, bool allowed)
    {
        await Populate();
        var name = "by-path-" + Guid.NewGuid().ToString("n")[..8];
        var credentials = await world.NewUser(name, IamWorld.Allows(action, world.Arn(resource)));
        var result = await world.Server.Api.Call(new GetUserRequest { UserName = "SOMEONE" }, credentials);
        Assert.Equal(allowed, result.Succeeded);
    }

    private async Task<SampleForms> Populate()
    {
        if (!(await world.Server.Api.Call(new CreateUserRequest { UserName = "someone", Path = "/team/" }, world.Admin)).Succeeded)
        {
            return new SampleForms(world.Account, world.Admin.AccessKeyId);
        }

        await world.Do(new CreateGroupRequest { GroupName = "crowd" });
        await world.Do(new CreateRoleRequest { RoleName = "actor", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new CreatePolicyRequest { PolicyName = "rights", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "holder" });

        // Delegation requests are for partners only, whatever their policies say.
        Assert.True((await world.Parts.Partners.Register(world.Account, "Acme", "acme-hook", new Uri("https://partner.example/hook"), CancellationToken.None)).Succeeded);
        return new SampleForms(world.Account, world.Admin.AccessKeyId);
    }

    private async Task<(int Status, string Body)> Ask(string form, SigningCredentials credentials)
    {
        using var answer = await world.Server.Api.Post(form, ServiceDescription.Of(Service.Iam), credentials);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task Limit(string policy) => world.Do(new PutUserPolicyRequest { UserName = "limited", PolicyName = "may", PolicyDocument = policy });

    private static string Statement(string element, IEnumerable<string> actions) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","{{element}}":{{JsonSerializer.Serialize(actions)}},"Resource":"*"}]}""";
}
