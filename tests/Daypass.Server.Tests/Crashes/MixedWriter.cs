using System.Globalization;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Crashes;

/// <summary>
/// Makes and removes a user with all that belongs to it, again and again, until the server is gone; knows what must be there after each acknowledged step.
/// </summary>
internal sealed class MixedWriter(string name)
{
    /// <summary>The group every user joins.</summary>
    public const string Group = "crash";

    private const string Permission = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string Nobody =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly (string Added, string Removed)[] Effects =
    [
        ("user", ""), ("role", ""), ("inline", ""), ("policy", ""), ("attached", ""), ("tag", ""), ("member", ""), ("key", ""), ("trust", ""),
            ("second version", ""),
        ("", "key"), ("", "attached"), ("", "member"), ("", "inline"), ("", "user trust"), ("", "second version"), ("", "policy"), ("", "role tag trust"),
    ];

    private string? _accessKey;

    /// <summary>How many steps were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Takes steps until the server is gone; each is counted only after its answer arrived.</summary>
    public async Task Write(ApiClient api, SigningCredentials admin)
    {
        try
        {
            while (true)
            {
                await Take(Acknowledged, api, admin);
                Acknowledged++;
            }
        }
        catch (HttpRequestException)
        {
            // The kill this is about.
            return;
        }
    }

    /// <summary>Asserts that exactly the acknowledged steps are there, or the one under way as a whole; returns 1 for the latter.</summary>
    public async Task<int> Check(ApiClient api, SigningCredentials admin)
    {
        var there = await Facts(Acknowledged / Effects.Length, api, admin);
        var expected = After(Acknowledged % Effects.Length);
        if (there.SetEquals(expected))
        {
            return 0;
        }

        Assert.Equal(After((Acknowledged % Effects.Length) + 1).Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        return 1;
    }

    private static HashSet<string> After(int steps)
    {
        var facts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (added, removed) in Effects.Take(steps))
        {
            if (added.Length > 0)
            {
                facts.Add(added);
            }

            // What trusts a user that is gone shows its id: another text than the one that was set.
            facts.ExceptWith(removed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(removed));
        }

        return facts;
    }

    private async Task Take(int step, ApiClient api, SigningCredentials admin)
    {
        var thing = Thing(step / Effects.Length);
        var policy = PolicyArn(thing, admin);
        switch (step % Effects.Length)
        {
            case 0: await api.Get(new CreateUserRequest { UserName = thing }, admin); break;
            case 1: await api.Get(new CreateRoleRequest { RoleName = thing, AssumeRolePolicyDocument = Nobody }, admin); break;
            case 2: await api.Get(new PutUserPolicyRequest { UserName = thing, PolicyName = "p", PolicyDocument = Permission }, admin); break;
            case 3: await api.Get(new CreatePolicyRequest { PolicyName = thing, PolicyDocument = Permission }, admin); break;
            case 4: await api.Get(new AttachUserPolicyRequest { UserName = thing, PolicyArn = policy }, admin); break;
            case 5: await api.Get(new TagRoleRequest { RoleName = thing, Tags = [new Tag { Key = "k", Value = "v" }] }, admin); break;
            case 6: await api.Get(new AddUserToGroupRequest { UserName = thing, GroupName = Group }, admin); break;
            case 7: _accessKey = (await api.Get(new CreateAccessKeyRequest { UserName = thing }, admin)).AccessKey!.AccessKeyId; break;
            case 8: await api.Get(new UpdateAssumeRolePolicyRequest { RoleName = thing, PolicyDocument = Trust(thing, admin) }, admin); break;
            case 9: await api.Get(new CreatePolicyVersionRequest { PolicyArn = policy, PolicyDocument = Permission, SetAsDefault = true }, admin); break;
            case 10: await api.Get(new DeleteAccessKeyRequest { UserName = thing, AccessKeyId = _accessKey! }, admin); break;
            case 11: await api.Get(new DetachUserPolicyRequest { UserName = thing, PolicyArn = policy }, admin); break;
            case 12: await api.Get(new RemoveUserFromGroupRequest { UserName = thing, GroupName = Group }, admin); break;
            case 13: await api.Get(new DeleteUserPolicyRequest { UserName = thing, PolicyName = "p" }, admin); break;
            case 14: await api.Get(new DeleteUserRequest { UserName = thing }, admin); break;
            case 15: await api.Get(new DeletePolicyVersionRequest { PolicyArn = policy, VersionId = "v1" }, admin); break;
            case 16: await api.Get(new DeletePolicyRequest { PolicyArn = policy }, admin); break;
            default: await api.Get(new DeleteRoleRequest { RoleName = thing }, admin); break;
        }
    }

    private async Task<HashSet<string>> Facts(int generation, ApiClient api, SigningCredentials admin)
    {
        var facts = new HashSet<string>(StringComparer.Ordinal);
        var thing = Thing(generation);
        if (await Found(api, new GetUserRequest { UserName = thing }, admin) is not null)
        {
            facts.Add("user");
            Note(facts, "inline", (await api.Get(new ListUserPoliciesRequest { UserName = thing }, admin)).PolicyNames.Count);
            Note(facts, "attached", (await api.Get(new ListAttachedUserPoliciesRequest { UserName = thing }, admin)).AttachedPolicies.Count);
            Note(facts, "member", (await api.Get(new ListGroupsForUserRequest { UserName = thing }, admin)).Groups.Count);
            Note(facts, "key", (await api.Get(new ListAccessKeysRequest { UserName = thing }, admin)).AccessKeyMetadata.Count);
        }

        if (await Found(api, new GetRoleRequest { RoleName = thing }, admin) is { Role: { } role })
        {
            facts.Add("role");
            Note(facts, "tag", (await api.Get(new ListRoleTagsRequest { RoleName = thing }, admin)).Tags.Count);
            Note(facts, "trust", Uri.UnescapeDataString(role.AssumeRolePolicyDocument!) == Trust(thing, admin) ? 1 : 0);
        }

        if (await Found(api, new GetPolicyRequest { PolicyArn = PolicyArn(thing, admin) }, admin) is { Policy: { } policy })
        {
            facts.Add("policy");
            Note(facts, "second version", (await api.Get(new ListPolicyVersionsRequest { PolicyArn = policy.Arn! }, admin)).Versions.Count - 1);
        }

        return facts;
    }

    private static async Task<TOutput?> Found<TInput, TOutput>(ApiClient api, IOperationInput<TInput, TOutput> input, SigningCredentials admin)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : class, IOperationOutput<TOutput>
    {
        var result = await api.Call(input, admin);
        Assert.True(result.Succeeded || result.Error.Code == ErrorCode.NoSuchEntity, result.Error?.Message);
        return result.Succeeded ? result.Value : null;
    }

    private static void Note(HashSet<string> facts, string fact, int count)
    {
        Assert.InRange(count, 0, 1);
        if (count == 1)
        {
            facts.Add(fact);
        }
    }

    private string Thing(int generation) => string.Create(CultureInfo.InvariantCulture, $"{name}g{generation}");

    private static string Trust(string thing, SigningCredentials admin) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Account(admin)}}:user/{{thing}}"}"""
            + $$""","Action":"sts:AssumeRole"}]}""";

    private static string PolicyArn(string thing, SigningCredentials admin) => $"arn:aws:iam::{Account(admin)}:policy/{thing}";

    private static string Account(SigningCredentials credentials) =>
        Protocol.AccessKeyId.TryGetAccount(credentials.AccessKeyId, out var account) ? account.ToString()
            : throw new InvalidOperationException("The key carries no account.");
}
