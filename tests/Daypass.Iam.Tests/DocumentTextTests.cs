using System.Net;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>Policy documents come back byte for byte, percent-encoded so that every client's decoding gives them again.</summary>
public sealed class DocumentTextTests(IamWorld world) : IClassFixture<IamWorld>
{
    /// <summary>Everything that a decoder could take for something else, and the borders of what a document may hold.</summary>
    private const string Awkward =
        "{\r\n\t\"Version\" : \"2012-10-17\",  \"Statement\":[ {\"Effect\":\"Allow\",\"Action\":\"s3:*\", \"Resource\":\"arn:aws:s3:::a+b%3Ac%25d&e<f>"
            + "g'h;i=j?k#l~m-n_o.p*ÿ¡£\"} ]\n}";

    [Fact]
    public async Task Every_answer_that_has_a_document_gives_back_its_bytes()
    {
        await world.Do(new CreateUserRequest { UserName = "bytes" });
        await world.Do(new CreateGroupRequest { GroupName = "bytes" });
        var trust = world.TrustsAccount().Replace("{\"Effect\"", "\r\n\t {\"Sid\":\"\", \"Effect\"", StringComparison.Ordinal);
        await world.Do(new CreateRoleRequest { RoleName = "bytes", AssumeRolePolicyDocument = trust });
        await world.Do(new PutUserPolicyRequest { UserName = "bytes", PolicyName = "p", PolicyDocument = Awkward });
        await world.Do(new PutGroupPolicyRequest { GroupName = "bytes", PolicyName = "p", PolicyDocument = Awkward });
        await world.Do(new PutRolePolicyRequest { RoleName = "bytes", PolicyName = "p", PolicyDocument = Awkward });
        await world.Do(new CreatePolicyRequest { PolicyName = "bytes", PolicyDocument = Awkward });

        Assert.Equal(Awkward, (await world.Do(new GetUserPolicyRequest { UserName = "bytes", PolicyName = "p" })).PolicyDocument);
        Assert.Equal(Awkward, (await world.Do(new GetGroupPolicyRequest { GroupName = "bytes", PolicyName = "p" })).PolicyDocument);
        Assert.Equal(Awkward, (await world.Do(new GetRolePolicyRequest { RoleName = "bytes", PolicyName = "p" })).PolicyDocument);
        Assert.Equal(
            Awkward, (await world.Do(new GetPolicyVersionRequest { PolicyArn = world.Arn("policy/bytes"), VersionId = "v1" })).PolicyVersion!.Document);
        Assert.Equal(trust, (await world.Do(new GetRoleRequest { RoleName = "bytes" })).Role.AssumeRolePolicyDocument);
        Assert.Equal(trust, (await world.Do(new ListRolesRequest())).Roles.Single(static role => role.RoleName == "bytes").AssumeRolePolicyDocument);

        var details = await world.Do(new GetAccountAuthorizationDetailsRequest());
        Assert.Equal(Awkward, details.UserDetailList!.Single(static user => user.UserName == "bytes").UserPolicyList!.Single().PolicyDocument);
        Assert.Equal(Awkward, details.GroupDetailList!.Single(static group => group.GroupName == "bytes").GroupPolicyList!.Single().PolicyDocument);
        Assert.Equal(Awkward, details.RoleDetailList!.Single(static role => role.RoleName == "bytes").RolePolicyList!.Single().PolicyDocument);
        Assert.Equal(trust, details.RoleDetailList!.Single(static role => role.RoleName == "bytes").AssumeRolePolicyDocument);
        Assert.Equal(Awkward, details.Policies!.Single(static policy => policy.PolicyName == "bytes").PolicyVersionList!.Single().Document);
    }

    [Fact]
    public async Task On_the_wire_a_path_decoder_and_a_query_decoder_read_the_same()
    {
        await world.Do(new CreateUserRequest { UserName = "wire" });
        await world.Do(new PutUserPolicyRequest { UserName = "wire", PolicyName = "p", PolicyDocument = Awkward });
        using var answer = await world.Server.Api.Post(
            "Action=GetUserPolicy&Version=2010-05-08&UserName=wire&PolicyName=p", ServiceDescription.Get(Service.Iam), world.Admin);
        var encoded = (await answer.Content.ReadAsStringAsync()).Split("<PolicyDocument>")[1].Split("</PolicyDocument>")[0];

        Assert.Matches("^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+$", encoded);
        Assert.Contains("a%2Bb%253Ac%2525d", encoded, StringComparison.Ordinal);
        Assert.Equal(Awkward, Uri.UnescapeDataString(encoded));
        Assert.Equal(Awkward, WebUtility.UrlDecode(encoded));
    }

    [Theory]
    [InlineData("Ā")]
    [InlineData("\u0001")]
    public async Task Characters_outside_of_Latin_1_are_refused(string character)
    {
        var error = await world.Refused(new CreatePolicyRequest { PolicyName = "beyond", PolicyDocument = IamWorld.Allows("s3:*") + character });
        Assert.Equal(("ValidationError", 400), (error.Code, error.Status));
        Assert.Contains(
            "Value at 'policyDocument' failed to satisfy constraint: Member must satisfy regular expression pattern", error.Message, StringComparison.Ordinal);
    }
}
