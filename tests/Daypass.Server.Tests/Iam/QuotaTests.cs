using Daypass.Iam.Quotas;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Query;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Iam;

/// <summary>The quotas of an account: as many as the quota says are made, and the next one is refused in AWS's words.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    private const int Limit = 3;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.Start(adjust: static options => options with
    {
        Quotas = new IamQuotas { Users = Limit, Groups = Limit, Roles = Limit, Policies = Limit, InstanceProfiles = Limit },
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    // The first account's administrator is a user that is there already.
    [Fact]
    public Task Users() => Holds("UsersPerAccount", Limit - 1, number => Refusal(new CreateUserRequest { UserName = $"user-{number}" }));

    [Fact]
    public Task Groups() => Holds("GroupsPerAccount", Limit, number => Refusal(new CreateGroupRequest { GroupName = $"group-{number}" }));

    [Fact]
    public Task Roles() => Holds("RolesPerAccount", Limit, number => Refusal(
        new CreateRoleRequest { RoleName = $"role-{number}", AssumeRolePolicyDocument = World.TrustAccount(_server.Account) }));

    [Fact]
    public Task Policies() => Holds("PoliciesPerAccount", Limit, number => Refusal(
        new CreatePolicyRequest { PolicyName = $"policy-{number}", PolicyDocument = World.Allow("s3:GetObject") }));

    [Fact]
    public Task Instance_profiles() => Holds("InstanceProfilesPerAccount", Limit, number => Refusal(
        new CreateInstanceProfileRequest { InstanceProfileName = $"profile-{number}" }));

    private static async Task Holds(string quota, int free, Func<int, Task<AwsError?>> make)
    {
        for (var number = 0; number < free; number++)
        {
            Assert.Null(await make(number));
        }

        var refusal = await make(free);
        Assert.Equal(("LimitExceeded", 409, $"Cannot exceed quota for {quota}: {Limit}"), (refusal?.Code, refusal?.Status ?? 0, refusal?.Message));
    }

    private async Task<AwsError?> Refusal<TInput, TOutput>(IOperationInput<TInput, TOutput> input)
        where TInput : IOperationInput<TInput, TOutput>
        where TOutput : IOperationOutput<TOutput> => (await _server.Api.Call(input, _server.Admin)).Error;
}
