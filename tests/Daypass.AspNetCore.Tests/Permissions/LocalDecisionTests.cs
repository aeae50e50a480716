using System.Diagnostics.Metrics;
using System.Net;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Daypass.Verifier.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Daypass.AspNetCore.Tests.Permissions;

public sealed class LocalDecisionTests
{
    private const int Requests = 10_000;

    [Fact]
    public async Task Ten_thousand_requests_after_the_first_take_no_question_to_the_server()
    {
        await using var service = await ProtectedService.Start(Map, clock: new ManualClock());
        var key = await service.NewUser("often", ProtectedService.Allow("orders:Read"));
        Assert.Equal(HttpStatusCode.OK, await Get(service, key, 0));
        var before = service.Wire.Questions;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests), async (number, _) => Assert.Equal(HttpStatusCode.OK, await Get(service, key, number)));
        Assert.Equal(0, service.Wire.Questions - before);
    }

    [Fact]
    public async Task A_decision_allocates_nothing()
    {
        await using var service = await ProtectedService.Start(Map, clock: new ManualClock());
        var key = await service.NewUser("decided", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"arn:aws:orders:*:*:order/*",
            "Condition":{"StringEquals":{"aws:username":"decided"},"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}}]}
            """);
        var target = "/orders/7";
        var headers = service.Sign(key, target, "GET", [], service.Url, isHashSent: true, []);
        var verified = service.Services.GetRequiredService<Services.VerifiedServices>().All[0];
        var found = await verified.Verifier.Find(new SignedRequest("GET", target, headers.ToArray()), default);
        var question = new AccessQuestion("orders:Read", $"arn:aws:orders:eu-west-1:{service.Server.Account}:order/7", service.Server.Account)
        {
            SourceIp = "127.0.0.1",
            Region = ProtectedService.Region,
        };
        for (var round = 0; round < 1000; round++)
        {
            Assert.Null(await verified.Decider.Decide(found.Value.Caller, question, default));
        }

        var decided = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
        {
            decided += await verified.Decider.Decide(found.Value.Caller, question, default) is null ? 1 : 0;
        }

        Assert.Equal((1000, 0), (decided, GC.GetAllocatedBytesForCurrentThread() - before));
    }

    [Fact]
    public async Task What_is_counted_has_labels_of_few_words()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Daypass.AspNetCore")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.AddOrUpdate(
            $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))}", value, (_, before) => before + value));
        listener.Start();
        await using var service = await ProtectedService.Start(Map, clock: new ManualClock());
        var key = await service.NewUser("counted", ProtectedService.Allow("orders:Read", "arn:aws:orders:*:*:order/7"));
        await Get(service, key, 7);
        await Get(service, key, 8);
        using var unfit = await service.Send(key, "/orders/a:b");
        using var nobody = await service.Send(key with { SecretAccessKey = Protocol.Secret.NewAccessKey() }, "/orders/7");
        listener.RecordObservableInstruments();
        string[] expected =
        [
            "daypass.authentications result=allowed form=header", "daypass.authentications result=denied form=header",
            "daypass.decisions result=allowed by=memory", "daypass.decisions result=denied by=memory", "daypass.decisions result=unfit by=memory",
            "daypass.callers ",
        ];
        Assert.All(expected, name => Assert.True(seen.GetValueOrDefault(name) > 0, $"{name} of {string.Join(", ", seen.Keys)}"));
    }

    private static void Map(WebApplication app) =>
        app.MapGet("/orders/{id}", (string id) => id).RequirePermission("orders:Read", "arn:aws:orders:{region}:{account}:order/{id}");

    private static async Task<HttpStatusCode> Get(ProtectedService service, SigningCredentials key, int number)
    {
        using var answer = await service.Send(key, $"/orders/{number}");
        return answer.StatusCode;
    }
}
