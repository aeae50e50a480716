using System.Text;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class ServiceCredentialTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string Git = "codecommit.amazonaws.com";
    private const string Models = "bedrock.amazonaws.com";

    [Fact]
    public async Task A_password_is_shown_once_and_stored_as_a_hash()
    {
        await world.Do(new CreateUserRequest { UserName = "Coder" });
        var made = await Create("coder", Git.ToUpperInvariant());
        Assert.Equal(
            (21, "ACCA", Git, $"Coder-at-{world.Account}", 60, "Active", "Coder", null, null, null),
            (made.ServiceSpecificCredentialId.Length, made.ServiceSpecificCredentialId[..4], made.ServiceName, made.ServiceUserName,
                made.ServicePassword!.Length, made.Status, made.UserName, made.ExpirationDate, made.ServiceCredentialAlias, made.ServiceCredentialSecret));
        var stored = (await world.Parts.Store.FindById<ServiceCredential>(made.ServiceSpecificCredentialId, CancellationToken.None))!;
        Assert.DoesNotContain(made.ServicePassword, Encoding.UTF8.GetString(stored.ToRow().Body.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(made.ServicePassword, made.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bedrock.amazonaws.com", "ABSK")]
    [InlineData("logs.amazonaws.com", "ACWL")]
    [InlineData("cloudwatch.amazonaws.com", "APIAACWM")]
    [InlineData("aws-external-anthropic.amazonaws.com", "AEAA")]
    public async Task Some_services_have_API_keys_that_carry_their_alias(string service, string prefix)
    {
        var name = "keyed-" + prefix;
        await world.Do(new CreateUserRequest { UserName = name });
        var made = await Create(name, service, 1);
        Assert.Equal(
            ($"{name}-at-{world.Account}", null, null, made.CreateDate.AddDays(1)),
            (made.ServiceCredentialAlias, made.ServiceUserName, made.ServicePassword, made.ExpirationDate));
        Assert.StartsWith(prefix, made.ServiceCredentialSecret, StringComparison.Ordinal);
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(made.ServiceCredentialSecret![prefix.Length..])).Split(':');
        Assert.Equal((made.ServiceCredentialAlias, 60), (parts[0], parts[1].Length));
    }

    [Fact]
    public async Task A_user_has_two_for_each_service_and_names_that_are_taken_are_passed_over()
    {
        await world.Do(new CreateUserRequest { UserName = "pair" });
        Assert.Equal($"pair-at-{world.Account}", (await Create("pair", Git)).ServiceUserName);
        Assert.Equal($"pair+1-at-{world.Account}", (await Create("pair", Git)).ServiceUserName);
        await world.Refuses(
            new CreateServiceSpecificCredentialRequest { UserName = "pair", ServiceName = Git }, "LimitExceeded", 409,
            "Cannot exceed quota for ContextSpecificCredentialsPerUserPerContext: 2");
        Assert.Equal($"pair-at-{world.Account}", (await Create("pair", Models)).ServiceCredentialAlias);

        await world.Do(new UpdateUserRequest { UserName = "pair", NewUserName = "former" });
        await world.Do(new CreateUserRequest { UserName = "pair" });
        Assert.Equal($"pair+2-at-{world.Account}", (await Create("pair", Git)).ServiceUserName);
        var former = (await world.Do(new ListServiceSpecificCredentialsRequest { UserName = "former", ServiceName = Git })).ServiceSpecificCredentials!;
        Assert.All(former, static credential => Assert.Equal("former", credential.UserName));
        Assert.Contains(former, credential => credential.ServiceUserName == $"pair-at-{world.Account}");
        await world.Refuses(
            new DeleteUserRequest { UserName = "pair" }, "DeleteConflict", 409, "Cannot delete entity, must remove referenced objects first.");
    }

    [Fact]
    public async Task A_reset_keeps_what_was_said_of_it_and_a_wrong_owner_is_told()
    {
        await world.Do(new CreateUserRequest { UserName = "renewed" });
        await world.Do(new CreateUserRequest { UserName = "stranger" });
        var made = await Create("renewed", Git, 3);
        var id = made.ServiceSpecificCredentialId;
        await world.Do(new UpdateServiceSpecificCredentialRequest { UserName = "renewed", ServiceSpecificCredentialId = id, Status = "Inactive" });
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var reset = (await world.Do(new ResetServiceSpecificCredentialRequest { UserName = "renewed", ServiceSpecificCredentialId = id }))
            .ServiceSpecificCredential;
        Assert.Equal(made with { ServicePassword = null, Status = "Inactive" }, reset with { ServicePassword = null });
        Assert.NotEqual(made.ServicePassword, reset.ServicePassword);

        await world.Refuses(
            new UpdateServiceSpecificCredentialRequest { UserName = "renewed", ServiceSpecificCredentialId = id, Status = "Expired" }, "InvalidInput", 400,
            "Operation does not support status Expired");
        await world.Refuses(
            new DeleteServiceSpecificCredentialRequest { UserName = "stranger", ServiceSpecificCredentialId = id }, "ValidationError", 400,
            $"User stranger does not have a service specific credential with id {id}");
        await world.Do(new DeleteServiceSpecificCredentialRequest { UserName = "renewed", ServiceSpecificCredentialId = id });
        await world.Refuses(
            new ResetServiceSpecificCredentialRequest { UserName = "renewed", ServiceSpecificCredentialId = id }, "NoSuchEntity", 404,
            $"No such credential {id} exists");
        var (_, elsewhere) = await world.NewAccount();
        var other = await Create("stranger", Git);
        await world.Do(new CreateUserRequest { UserName = "stranger" }, elsewhere);
        await world.Refuses(
            new DeleteServiceSpecificCredentialRequest { UserName = "stranger", ServiceSpecificCredentialId = other.ServiceSpecificCredentialId },
            "NoSuchEntity", 404, $"No such credential {other.ServiceSpecificCredentialId} exists", elsewhere);
    }

    [Fact]
    public async Task Unknown_services_are_refused()
    {
        await world.Do(new CreateUserRequest { UserName = "picky" });
        const string Sentence = "No such service sqs.amazonaws.com is supported for Service Specific Credentials";
        const string Queues = "sqs.amazonaws.com";
        await world.Refuses(new CreateServiceSpecificCredentialRequest { UserName = "picky", ServiceName = Queues }, "NoSuchEntity", 404, Sentence);
        await world.Refuses(new ListServiceSpecificCredentialsRequest { UserName = "picky", ServiceName = Queues }, "NoSuchEntity", 404, Sentence);
        await world.Refuses(
            new ListServiceSpecificCredentialsRequest { UserName = "picky", ServiceName = "a_b" }, "ValidationError", 400,
            "ServiceName must match [a-zA-Z0-9.-]*");
        Assert.Empty((await world.Do(new ListServiceSpecificCredentialsRequest { UserName = "picky", ServiceName = "" })).ServiceSpecificCredentials!);
    }

    [Fact]
    public async Task All_users_are_listed_page_by_page()
    {
        var (_, admin) = await world.NewAccount();
        foreach (var name in new[] { "one", "two", "three" })
        {
            await world.Do(new CreateUserRequest { UserName = name }, admin);
            await world.Do(new CreateServiceSpecificCredentialRequest { UserName = name, ServiceName = Git, CredentialAgeDays = 1 }, admin);
        }

        var first = await world.Do(new ListServiceSpecificCredentialsRequest { AllUsers = true, MaxItems = 2, ServiceName = Git }, admin);
        Assert.True(first.IsTruncated);
        var rest = await world.Do(new ListServiceSpecificCredentialsRequest { AllUsers = true, Marker = first.Marker, ServiceName = Git }, admin);
        Assert.Equal(
            ["one", "three", "two"],
            first.ServiceSpecificCredentials!.Concat(rest.ServiceSpecificCredentials!).Select(static credential => credential.UserName).Order());
        Assert.Empty((await world.Do(new ListServiceSpecificCredentialsRequest { AllUsers = true, ServiceName = Models }, admin)).ServiceSpecificCredentials!);

        world.Clock.Advance(TimeSpan.FromDays(1));
        var ended = await world.Do(new ListServiceSpecificCredentialsRequest { UserName = "one" }, admin);
        Assert.Equal("Expired", Assert.Single(ended.ServiceSpecificCredentials!).Status);
    }

    [Fact]
    public async Task Policies_see_the_service_and_the_age()
    {
        await world.Do(new CreateUserRequest { UserName = "aged" });
        var key = await world.NewUser(
            "granter",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateServiceSpecificCredential","Resource":"*","Condition":{
             "StringEquals":{"iam:ServiceSpecificCredentialServiceName":"codecommit.amazonaws.com"},
             "NumericLessThanEquals":{"iam:ServiceSpecificCredentialAgeDays":"30"}}}]}
            """);
        await world.Do(new CreateServiceSpecificCredentialRequest { UserName = "aged", ServiceName = "CodeCommit.amazonaws.com", CredentialAgeDays = 30 }, key);
        foreach (var (service, days) in new (string, int?)[] { (Git, 31), (Git, null), (Models, 30) })
        {
            var request = new CreateServiceSpecificCredentialRequest { UserName = "aged", ServiceName = service, CredentialAgeDays = days };
            Assert.Equal("AccessDenied", (await world.Refused(request, key)).Code);
        }
    }

    private async Task<ServiceSpecificCredentialShape> Create(string user, string service, int? days = null) =>
        (await world.Do(new CreateServiceSpecificCredentialRequest { UserName = user, ServiceName = service, CredentialAgeDays = days }))
            .ServiceSpecificCredential;
}
