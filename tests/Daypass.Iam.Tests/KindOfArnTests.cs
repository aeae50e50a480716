using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>An ARN of another kind than a parameter is about is refused for what it is, whatever there is under it.</summary>
public sealed class KindOfArnTests(IamWorld world) : IClassFixture<IamWorld>
{
    private static readonly string[] Members =
        ["Arn", "PolicyArn", "PolicySourceArn", "SAMLProviderArn", "OpenIDConnectProviderArn", "SerialNumber", "PermissionsBoundary", "CallerArn"];

    /// <summary>Each parameter of each operation that is an ARN, so that a new operation is in at once.</summary>
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var operation in OperationCatalogue.List(Service.Iam))
            {
                foreach (var member in operation.Input.Where(static member => Members.Contains(member.Name)))
                {
                    data.Add(operation.Name, member.Name);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task It_is_refused(string name, string member)
    {
        await Populate();
        var operation = OperationCatalogue.Find(name, Service.Iam)!;
        var forms = new SampleForms(world.Account, world.Admin.AccessKeyId);
        var more = name == "UpdateSAMLProvider" ? "&AssertionEncryptionMode=Allowed" : "";
        var right = member == "CallerArn" ? forms["PolicySourceArn"] : forms[member];
        foreach (var type in new[] { "role/actor", "user/someone", "group/crowd", "policy/rights", "instance-profile/holder", "nonsense/x" })
        {
            // The simulations are about users, groups and roles alike, and may be called by any of them.
            if (right.Contains($":{type.Split('/')[0]}/", StringComparison.Ordinal)
                || (member is "Arn" or "PolicySourceArn" or "CallerArn" && type[0] is 'r' or 'u' or 'g') || (member == "Arn" && type[0] == 'p'))
            {
                continue;
            }

            using var answer = await world.Server.Api.Post(
                forms.With(operation, member, world.Arn(type)) + more, ServiceDescription.Get(Service.Iam), world.Admin);
            var body = await answer.Content.ReadAsStringAsync();
            var (code, status) = (name, member) switch
            {
                ("GetMFADevice", _) => ("ValidationError", 400),
                (_, "SerialNumber") => ("NoSuchEntity", 404),
                _ => ("InvalidInput", 400),
            };
            Assert.True((int)answer.StatusCode == status && body.Contains($"<Code>{code}</Code>", StringComparison.Ordinal), $"{type}: {body}");
        }
    }

    private async Task Populate()
    {
        await world.Server.Api.Call(new CreateUserRequest { UserName = "someone" }, world.Admin);
        await world.Server.Api.Call(new CreateGroupRequest { GroupName = "crowd" }, world.Admin);
        await world.Server.Api.Call(new CreateRoleRequest { RoleName = "actor", AssumeRolePolicyDocument = world.TrustsAccount() }, world.Admin);
        await world.Server.Api.Call(new CreatePolicyRequest { PolicyName = "rights", PolicyDocument = IamWorld.Allows("s3:*") }, world.Admin);
        await world.Server.Api.Call(new CreateInstanceProfileRequest { InstanceProfileName = "holder" }, world.Admin);
    }
}
