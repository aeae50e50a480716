using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>Who is behind a session is personal: in no log, no metric, and in the audit log only where the operator asked for it.</summary>
public sealed class CanaryTests
{
    private const string Subject = "canary-subject-4f1c@example.com";
    private const string Unit = "canary-unit-77aa";
    private const string Kind = "canary-kind-09bb";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_personal_is_recorded_without_its_switch(bool isShown)
    {
        await using var world = await PropagationWorld.Start(options => options with { Audit = new AuditOptions { ShowsOrigin = isShown } });
        var measured = new List<string>();
        using var listener = Listen(measured);
        await world.RegisterOidc(PropagationWorld.Context("email", "department>Unit") with { SubjectTypeValue = null, SubjectTypeSourceKey = "kind" });
        var first = await world.OidcRole("first", PropagationWorld.Allow("\"sts:*\""));
        var second = await world.NewRole(
            "second", $$"""{"AWS":"{{first}}"}""", "\"sts:AssumeRole\"", """{"Null":{"aws:OriginIdentity/Subject":"false"}}""",
            PropagationWorld.Allow("\"sts:GetWebIdentityToken\""));
        await world.Get(new EnableOutboundWebIdentityFederationRequest());

        var one = PropagationWorld.Signing((await world.Present(first, world.Mint(Claims))).Value!.Credentials);
        var two = PropagationWorld.Signing((await world.Server.Api.Get(
            new AssumeRoleRequest { RoleArn = second, RoleSessionName = "next" }, one)).Credentials);
        await world.Server.Api.Get(new GetCallerIdentityRequest(), two);
        Assert.False(await world.MayProbe(two));
        Assert.NotNull((await world.Server.Api.Call(new GetUserRequest { UserName = "nobody" }, two)).Error);
        Assert.NotNull((await world.Present(first + "x", world.Mint(Claims))).Error);
        Assert.NotNull((await world.Present(first, world.Mint(static claims =>
        {
            Claims(claims);
            claims["department"] = new JsonArray(Unit, Unit);
        }))).Error);
        var audit = await world.AuditText();

        foreach (var personal in new[] { Subject, Unit, Kind })
        {
            Assert.Equal(isShown, audit.Contains(personal, StringComparison.Ordinal));
            Assert.DoesNotContain(world.Server.Log.All, line => line.Contains(personal, StringComparison.Ordinal));
            Assert.DoesNotContain(measured, line => line.Contains(personal, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_switch_shows_it_in_the_session_context_of_the_exchange_and_of_every_later_call()
    {
        foreach (var isShown in new[] { false, true })
        {
            await using var world = await PropagationWorld.Start(options => options with { Audit = new AuditOptions { ShowsOrigin = isShown } });
            await world.RegisterOidc(PropagationWorld.Context("email", "department>Unit"));
            var role = await world.OidcRole("first", PropagationWorld.Allow("\"sts:*\""));
            var session = PropagationWorld.Signing((await world.Present(role, world.Mint(Claims))).Value!.Credentials);
            Assert.True(await world.MayProbe(session));
            Assert.NotNull((await world.Server.Api.Call(new GetUserRequest { UserName = "nobody" }, session)).Error);

            var text = await world.AuditText();
            Assert.Equal(isShown, text.Contains(Subject, StringComparison.Ordinal));
            Assert.Equal(isShown, text.Contains(Unit, StringComparison.Ordinal));
            if (!isShown)
            {
                continue;
            }

            foreach (var name in new[] { "AssumeRoleWithWebIdentity", "GetAccessKeyInfo", "GetUser" })
            {
                var record = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject())
                    .Last(line => (string?)line["eventName"] == name);
                var context = record["userIdentity"]!["sessionContext"]!;
                Assert.Equal(
                    $$"""{"subject":"{{Subject}}","subjectType":"user","issuer":"{{world.Host}}","federatedProviderArn":"{{world.OidcArn}}"}""",
                    context["originIdentity"]!.ToJsonString());
                Assert.Equal($$"""{"identityProvider":{"Unit":"{{Unit}}"} }""".Replace(" ", "", StringComparison.Ordinal),
                    context["transactionContext"]!.ToJsonString());
                Assert.DoesNotContain(Subject, record["responseElements"]?.ToJsonString() ?? "", StringComparison.Ordinal);
            }
        }
    }

    private static MeterListener Listen(List<string> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, own) =>
            {
                if (instrument.Meter.Name.StartsWith("Daypass", StringComparison.OrdinalIgnoreCase))
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        listener.Start();
        return listener;

        void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var line = instrument.Name;
            foreach (var (key, value) in tags)
            {
                line += $" {key}={value}";
            }

            lock (measured)
            {
                measured.Add(line);
            }
        }
    }

    private static void Claims(JsonObject claims)
    {
        claims["email"] = Subject;
        claims["department"] = Unit;
        claims["kind"] = Kind;
    }
}
