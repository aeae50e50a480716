using System.Net;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Daypass.Verifier.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Daypass.AspNetCore.Tests.Authentication;

public sealed class OutageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Without_the_server_it_goes_on_for_a_while_and_then_answers_503_and_a_deleted_key_never_comes_back()
    {
        var clock = new ManualClock();
        await using var service = await ProtectedService.Start(Map, static options => options.Refusals = RefusalFormat.AwsJson, clock, build: static builder =>
            builder.Services.AddHealthChecks().AddDaypass());
        var stays = await service.NewUser("stays", ProtectedService.Allow("orders:Read"));
        var goes = await service.NewUser("goes", ProtectedService.Allow("orders:Read"));
        Assert.Equal(HttpStatusCode.OK, await Get(service, stays));
        Assert.Equal(HttpStatusCode.OK, await Get(service, goes));
        Assert.Equal("Healthy", await service.Http.GetStringAsync(new Uri(service.Url, "/health")));
        await service.Server.Api.Get(new DeleteAccessKeyRequest { UserName = "goes", AccessKeyId = goes.AccessKeyId }, service.Server.Admin);
        await Until(async () => await Get(service, goes) == HttpStatusCode.Forbidden);

        service.Wire.IsCut = true;
        clock.Advance(TimeSpan.FromSeconds(30));
        await Until(async () => await (await service.Http.GetAsync(new Uri(service.Url, "/health"))).Content.ReadAsStringAsync() == "Degraded");
        Assert.Equal(HttpStatusCode.OK, await Get(service, stays));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Get(service, goes));
        clock.Advance(TimeSpan.FromSeconds(41));
        using (var refused = await service.Send(stays, "/orders/7"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("application/x-amz-json-1.1", refused.Content.Headers.ContentType!.MediaType);
            Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
            Assert.Contains("\"__type\":\"ServiceUnavailable\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Http.GetAsync(new Uri(service.Url, "/health"))).StatusCode);
        Assert.Contains(service.Log.All, static line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("cannot be reached", StringComparison.Ordinal));

        service.Wire.IsCut = false;
        await Until(() =>
        {
            if (service.Wire.Watching == 0)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }

            return Task.FromResult(service.Wire.Watching > 0);
        });

        // The server has something to tell at once then.
        await service.NewUser("wakes", ProtectedService.Allow("orders:Read"), isHeard: false);
        await Until(async () => await Get(service, stays) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, await Get(service, goes));
    }

    [Fact]
    public async Task A_revocation_holds_as_soon_as_it_is_heard_of()
    {
        await using var service = await ProtectedService.Start(Map, clock: new ManualClock());
        var key = await service.NewUser("revoked", ProtectedService.Allow("orders:Read"));
        Assert.Equal(HttpStatusCode.OK, await Get(service, key));
        await service.Server.Api.Get(new DeleteUserPolicyRequest { UserName = "revoked", PolicyName = "policy" }, service.Server.Admin);
        await Until(async () => await Get(service, key) == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_service_that_the_server_does_not_answer_allows_nothing()
    {
        var server = await Testing.Server.RunningServer.Start();
        var nobody = new SigningCredentials("AKIAIOSFODNN7EXAMPLF", Protocol.Secret.NewAccessKey());
        await using (var service = await ProtectedService.Start(Map, options => options.Credentials = _ => new(nobody), beside: server))
        {
            var key = await service.NewUser("client", ProtectedService.Allow("orders:Read"), isHeard: false);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Get(service, key));
            Assert.DoesNotContain(service.Log.All, line => line.Contains(key.SecretAccessKey.Reveal(), StringComparison.Ordinal));
        }

        await server.DisposeAsync();
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/orders/{id}", (string id) => id).RequirePermission("orders:Read", "arn:aws:orders:{region}:{account}:order/{id}");
        if (app.Services.GetService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>() is not null)
        {
            app.MapHealthChecks("/health");
        }
    }

    private static async Task<HttpStatusCode> Get(ProtectedService service, SigningCredentials key)
    {
        using var answer = await service.Send(key, "/orders/7");
        return answer.StatusCode;
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            enough.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
