using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Verification;

/// <summary>A service of somebody's own, "git", asks whose user name and password it was given, and whether they may.</summary>
public sealed class CheckServiceCredentialTests(World world) : IClassFixture<World>
{
    private const string Git = "codecommit.amazonaws.com";
    private const string Repository = "arn:aws:git:eu-west-1::repository/7";

    [Fact]
    public async Task A_user_name_and_its_password_prove_the_user_and_its_policies_decide()
    {
        var (user, _) = await world.NewUser("git:Pull");
        var made = await Create(user.Name, Git);
        var answer = await Check(made);
        Assert.Equal(
            ("allowed", world.Parts.Arns.For(user), user.Id, world.Account, null),
            (answer.Decision, answer.CallerArn, answer.CallerUserId, answer.CallerAccount, answer.ErrorCode));
        var denied = await Check(made, static request => request with { RequestedAction = "git:Push" });
        Assert.Equal(("implicitDeny", "AccessDenied", 403), (denied.Decision, denied.ErrorCode, denied.ErrorStatus));
        var use = await world.Parts.Uses.Find(made.ServiceSpecificCredentialId, CancellationToken.None);
        Assert.Equal("codecommit", use!.Value.Service);
    }

    [Fact]
    public async Task An_API_key_proves_its_user_at_its_own_service_alone()
    {
        var (user, _) = await world.NewUser("git:Pull");
        var made = await Create(user.Name, "logs.amazonaws.com");
        CheckServiceCredentialRequest Asked(string service) => Request() with { ServiceName = service, ServiceCredentialSecret = made.ServiceCredentialSecret };
        Assert.Equal("allowed", (await Ask(Asked("logs.amazonaws.com"))).Decision);
        foreach (var service in new[] { "bedrock.amazonaws.com", Git, "sqs.amazonaws.com" })
        {
            Assert.Equal("unauthenticated", (await Ask(Asked(service))).Decision);
        }
    }

    [Fact]
    public async Task All_that_is_wrong_reads_alike()
    {
        var (user, _) = await world.NewUser("git:Pull");
        var made = await Create(user.Name, Git, 1);
        var other = await Create(user.Name, "cassandra.amazonaws.com");
        var wrong = new List<CheckAccessResponse>
        {
            await Check(made, static request => request with { ServicePassword = "wrong" }),
            await Check(made, static request => request with { ServiceUserName = "nobody-at-111122223333" }),
            await Check(made, request => request with { ServicePassword = other.ServicePassword }),
            await Check(other),
        };
        var reset = await world.Server.Api.Get(
            new ResetServiceSpecificCredentialRequest { UserName = user.Name, ServiceSpecificCredentialId = made.ServiceSpecificCredentialId }, world.Admin);
        wrong.Add(await Check(made));
        Assert.Equal("allowed", (await Check(reset.ServiceSpecificCredential)).Decision);

        await world.Server.Api.Get(
            new UpdateServiceSpecificCredentialRequest
            {
                UserName = user.Name, ServiceSpecificCredentialId = made.ServiceSpecificCredentialId, Status = "Inactive",
            }, world.Admin);
        wrong.Add(await Check(reset.ServiceSpecificCredential));
        Assert.All(wrong, static answer => Assert.Equal(
            new CheckAccessResponse
            {
                Decision = "unauthenticated",
                ErrorCode = "InvalidClientTokenId",
                ErrorStatus = 403,
                ErrorMessage = "The user name or the secret is not correct.",
            }, answer));
    }

    [Fact]
    public async Task After_ten_wrong_passwords_wrong_ones_have_to_wait_and_the_right_one_has_not()
    {
        // An account of its own: counts are shared by the names of one.
        var (account, _, admin) = await world.NewAccount();
        var (user, _) = await world.NewUser("git:Pull", account: account);
        var made = await Create(user.Name, Git, by: admin);
        for (var tried = 0; tried < 10; tried++)
        {
            Assert.Equal("InvalidClientTokenId", (await Check(made, Wrong, admin)).ErrorCode);
        }

        Assert.Equal("Throttling", (await Check(made, Wrong, admin)).ErrorCode);
        Assert.Equal("allowed", (await Check(made, by: admin)).Decision);
        Assert.Equal("Throttling", (await Check(made, Wrong, admin)).ErrorCode);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("InvalidClientTokenId", (await Check(made, Wrong, admin)).ErrorCode);
        Assert.Equal("Throttling", (await Check(made, Wrong, admin)).ErrorCode);

        static CheckServiceCredentialRequest Wrong(CheckServiceCredentialRequest request) => request with { ServicePassword = "wrong" };
    }

    [Fact]
    public async Task Who_asks_needs_the_permission_and_sees_its_own_account_alone()
    {
        var (user, _) = await world.NewUser("git:Pull");
        var made = await Create(user.Name, Git);
        var request = Request() with { ServiceUserName = made.ServiceUserName, ServicePassword = made.ServicePassword };
        var (_, stranger) = await world.NewUser("daypass:CheckAccess");
        var refused = await world.Server.Api.Call(request, stranger);
        Assert.Equal("AccessDenied", refused.Error!.Code);
        Assert.Equal(
            "ValidationError",
            (await world.Server.Api.Call(request with { Resource = "arn:aws:git:eu-west-1:111122223333:repository/7" }, world.Admin)).Error!.Code);
        Assert.Equal("ValidationError", (await world.Server.Api.Call(request with { ServicePassword = null }, world.Admin)).Error!.Code);
        Assert.DoesNotContain(made.ServicePassword!, request.ToString(), StringComparison.Ordinal);
    }

    private static CheckServiceCredentialRequest Request() => new() { ServiceName = Git, RequestedAction = "git:Pull", Resource = Repository };

    private Task<CheckAccessResponse> Check(
        ServiceSpecificCredentialShape credential, Func<CheckServiceCredentialRequest, CheckServiceCredentialRequest>? adjust = null,
        SigningCredentials? by = null)
    {
        var request = Request() with { ServiceUserName = credential.ServiceUserName, ServicePassword = credential.ServicePassword };
        return Ask(adjust?.Invoke(request) ?? request, by);
    }

    private Task<CheckAccessResponse> Ask(CheckServiceCredentialRequest request, SigningCredentials? by = null) =>
        world.Server.Api.Get(request, by ?? world.Admin);

    private async Task<ServiceSpecificCredentialShape> Create(
        string user, string service, int? days = null, SigningCredentials? by = null) =>
        (await world.Server.Api.Get(
            new CreateServiceSpecificCredentialRequest { UserName = user, ServiceName = service, CredentialAgeDays = days }, by ?? world.Admin))
            .ServiceSpecificCredential;
}
