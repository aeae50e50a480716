using System.Net;
using System.Text.Json;
using Daypass.Core.Throttling;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Verification;
using Daypass.Server.Options;
using Daypass.Server.Tests.Sts;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Throttling;

/// <summary>Whoever asks too much is answered as AWS does, and nobody else notices.</summary>
public sealed class RateTests
{
    /// <summary>So slow that nothing comes back while a test runs.</summary>
    private const double Slow = 0.0001;

    private const string AskWho = "Action=GetCallerIdentity&Version=2011-06-15";

    [Fact]
    public async Task An_account_that_asks_too_much_of_STS_is_answered_Throttling_and_another_is_not()
    {
        await using var world = new Rated(await Limited(rates => rates with { Account = new Rate(Slow, 3) }));
        var (_, _, other) = await world.World.NewAccount();
        for (var call = 0; call < 3; call++)
        {
            await world.Api.Get(new GetCallerIdentityRequest(), world.Admin);
        }

        using var refused = await world.Api.Post(AskWho, ServiceDescription.Sts, world.Root);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("text/xml", refused.Content.Headers.ContentType!.MediaType);
        var body = await refused.Content.ReadAsStringAsync();
        Assert.Contains("""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">""", body, StringComparison.Ordinal);
        Assert.Contains("<Type>Sender</Type>", body, StringComparison.Ordinal);
        Assert.Contains("<Code>Throttling</Code>", body, StringComparison.Ordinal);
        Assert.Contains("<Message>Rate exceeded</Message>", body, StringComparison.Ordinal);

        Assert.True((await world.Api.Call(new GetCallerIdentityRequest(), other)).Succeeded);
        Assert.True((await world.Api.Call(new ListUsersRequest(), world.Admin)).Succeeded);
    }

    [Fact]
    public async Task An_account_that_asks_too_much_of_IAM_is_answered_Throttling_in_the_words_of_IAM()
    {
        await using var world = new Rated(await Limited(rates => rates with { Iam = new Rate(Slow, 2) }));
        await world.Api.Get(new ListUsersRequest(), world.Admin);
        await world.Api.Get(new ListUsersRequest(), world.Admin);
        using var refused = await world.Api.Post("Action=ListUsers&Version=2010-05-08", ServiceDescription.Iam, world.Admin);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var body = await refused.Content.ReadAsStringAsync();
        Assert.Contains("https://iam.amazonaws.com/doc/2010-05-08/", body, StringComparison.Ordinal);
        Assert.Contains("<Code>Throttling</Code>", body, StringComparison.Ordinal);
        Assert.True((await world.Api.Call(new GetCallerIdentityRequest(), world.Admin)).Succeeded);
    }

    [Fact]
    public async Task What_takes_long_and_what_answers_much_costs_more()
    {
        await using var world = new Rated(await Limited(rates => rates with { Iam = new Rate(Slow, 45) }));
        var simulate = new SimulateCustomPolicyRequest
        {
            PolicyInputList = ["""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""],
            ActionNames = ["s3:GetObject"],
        };
        Assert.Null((await world.Api.Call(simulate, world.Admin)).Error);
        Assert.Null((await world.Api.Call(simulate, world.Admin)).Error);
        Assert.Equal("Throttling", (await world.Api.Call(simulate, world.Admin)).Error!.Code);

        // Five are left: a page of a hundred kilobytes is allowed for one, and leaves a debt.
        var all = new ListPoliciesRequest { MaxItems = 1000 };
        Assert.Null((await world.Api.Call(all, world.Admin)).Error);
        for (var call = 0; call < 5 && (await world.Api.Call(all, world.Admin)).Succeeded; call++)
        {
        }

        Assert.Equal("Throttling", (await world.Api.Call(new ListUsersRequest(), world.Admin)).Error!.Code);
    }

    [Fact]
    public async Task Who_does_not_prove_who_he_is_pays_at_his_address_and_who_does_is_served_there()
    {
        await using var world = new Rated(await Limited(rates => rates with { Address = new Rate(Slow, 12) }));
        var wrong = new SigningCredentials(world.Admin.AccessKeyId, Secret.NewAccessKey());
        Assert.Equal("SignatureDoesNotMatch", (await world.Api.Call(new GetCallerIdentityRequest(), wrong)).Error!.Code);
        Assert.Equal("SignatureDoesNotMatch", (await world.Api.Call(new GetCallerIdentityRequest(), wrong)).Error!.Code);
        Assert.Equal("Throttling", (await world.Api.Call(new GetCallerIdentityRequest(), wrong)).Error!.Code);

        // Two are left for requests that cost one.
        Assert.Equal("InvalidAction", await Code(world.Api, "Action=Nothing&Version=2011-06-15"));
        Assert.Equal("InvalidAction", await Code(world.Api, "Action=Nothing&Version=2011-06-15"));
        Assert.Equal("Throttling", await Code(world.Api, "Action=Nothing&Version=2011-06-15"));
        var token = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = $"arn:aws:iam::{world.World.Account}:role/any",
            RoleSessionName = "any",
            WebIdentityToken = "not a token",
        };
        Assert.Equal("Throttling", (await world.Api.Call(token, null)).Error!.Code);
        Assert.True((await world.Api.Call(new GetCallerIdentityRequest(), world.Admin)).Succeeded);
    }

    [Fact]
    public async Task Questions_about_access_have_a_rate_of_their_own_and_are_refused_in_JSON()
    {
        await using var world = new Rated(await Limited(rates => rates with { Check = new Rate(Slow, 1), Account = new Rate(Slow, 100) }));
        Assert.NotEqual("Throttling", (await world.Api.Call(Question(), world.Admin)).Error?.Code);
        Assert.Equal("Throttling", (await world.Api.Call(Question(), world.Admin)).Error!.Code);
        Assert.True((await world.Api.Call(new GetCallerIdentityRequest(), world.Admin)).Succeeded);
    }

    [Fact]
    public async Task A_flood_that_is_throttled_is_on_record_with_its_reason_and_then_counted()
    {
        const int Calls = 150;
        await using var world = new Rated(await Limited(rates => rates with { Account = new Rate(Slow, 1) }));
        for (var call = 0; call < Calls; call++)
        {
            await world.Api.Call(new GetCallerIdentityRequest(), world.Admin);
        }

        world.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Api.Get(new CreateUserRequest { UserName = "anna" }, world.Admin);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(world.World.Server.DataFolder, "audit.jsonl")))
            .Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        var inFull = lines.Where(static line => line.TryGetProperty("errorCode", out var code) && code.GetString() == "Throttling"
            && line.GetProperty("eventType").GetString() != "DaypassRefusals").ToList();
        Assert.Equal(100, inFull.Count);
        Assert.All(inFull, static line => Assert.StartsWith("DP-THR-01", line.GetProperty("additionalEventData").GetProperty("daypass").GetProperty("reason")
            .GetString(), StringComparison.Ordinal));
        var counted = Assert.Single(lines, static line => line.GetProperty("eventType").GetString() == "DaypassRefusals");
        Assert.Equal((Calls - 1 - 100, "Throttling"), (counted.GetProperty("count").GetInt32(), counted.GetProperty("errorCode").GetString()));
    }

    [Fact, Trait("Category", "foreign")]
    public async Task The_aws_clients_retry_is_enough()
    {
        await using var server = await RunningServer.Start(adjust: static options => options with
        {
            Limits = new LimitOptions { Rates = AdmissionRates.Unlimited with { Account = new Rate(2, 1) } },
        });
        for (var call = 0; call < 3; call++)
        {
            var asked = await ForeignProgram.Run(server, server.Admin, "python3", "-c",
                "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])");
            Assert.EndsWith(":user/admin", asked.Succeeded().Trim(), StringComparison.Ordinal);
        }
    }

    private static CheckAccessRequest Question() => new()
    {
        Method = "GET",
        Target = "/",
        Headers = [],
        SigningName = "s3",
        RequestedAction = "s3:GetObject",
        Resource = "*",
    };

    private static async Task<string> Code(ApiClient api, string form)
    {
        using var answer = await api.Post(form, ServiceDescription.Sts, null);
        var body = await answer.Content.ReadAsStringAsync();
        var at = body.IndexOf("<Code>", StringComparison.Ordinal) + "<Code>".Length;
        return body[at..body.IndexOf("</Code>", StringComparison.Ordinal)];
    }

    private static Task<World> Limited(Func<AdmissionRates, AdmissionRates> rates) =>
        World.Start(options => options with { Limits = new LimitOptions { Rates = rates(AdmissionRates.Unlimited) } });

    private sealed record Rated(World World) : IAsyncDisposable
    {
        public ApiClient Api => World.Server.Api;

        public SigningCredentials Admin => World.Admin;

        public SigningCredentials Root => World.Root;

        public async ValueTask DisposeAsync() => await ((IAsyncLifetime)World).DisposeAsync();
    }
}
