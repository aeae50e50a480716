using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Daypass.Core.Telemetry;
using Daypass.Policy.Decisions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Tests.Telemetry;

/// <summary>What is counted of a request: by closed lists of labels, and without a byte allocated for it.</summary>
public sealed class MeasuresTests : IDisposable
{
    private const int Rounds = 2000;

    private readonly MeterListener _listener = new()
    {
        InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Measures.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        },
    };

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Counting_a_request_allocates_nothing_with_and_without_a_listener()
    {
        Assert.Equal(0, BytesPerRound(CountOne));
        var seen = 0L;
        _listener.SetMeasurementEventCallback<long>((_, measured, _, _) => seen += measured);
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => seen++);
        _listener.Start();
        Assert.Equal(0, BytesPerRound(CountOne));
        Assert.True(seen > 0);
    }

    [Fact]
    public void A_reason_without_an_id_of_ours_is_no_label()
    {
        var seen = new ConcurrentBag<string>();
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (instrument.Name == "daypass.refusals")
            {
                seen.Add((string)tags[0].Value!);
            }
        });
        _listener.Start();
        Measures.Refused(null);
        Measures.Refused("ImplicitDeny by Identity, document -1 (DP-AUT-01: none), statement -1");
        Measures.Refused("DP-" + "ZZZ-99: not ours");
        Measures.Refused("DP-AUT-01");
        Measures.Refused(Reasons.RootSessionsDisabled.With("of somebody"));
        Assert.Equal("DP-ROT-03", Assert.Single(seen));
    }

    [Fact]
    public void Every_layer_and_every_kind_of_session_has_a_label()
    {
        Assert.Equal("service_control", Layers.Of(DecisionLayer.ServiceControl));
        Assert.All(Enum.GetValues<DecisionLayer>(), static layer => Assert.Matches("^[a-z_]+$", Layers.Of(layer)));
        Assert.All(Enum.GetValues<Core.Sessions.SessionKind>(), static kind => Assert.NotEqual("other", SessionKinds.Of((int)kind)));
    }

    [Fact]
    public void Outcomes_tell_whose_turn_it_is()
    {
        Assert.Equal("ok", Outcomes.Of(null));
        Assert.Equal("denied", Outcomes.Of(CommonErrors.AccessDenied("no")));
        Assert.Equal("throttled", Outcomes.Of(CommonErrors.Throttling()));
        Assert.Equal("fault", Outcomes.Of(CommonErrors.ServiceUnavailable()));
        Assert.Equal("client_error", Outcomes.Of(CommonErrors.MalformedInput()));
    }

    private static void CountOne()
    {
        Measures.Answered(GetCallerIdentityRequest.Operation, Outcomes.Ok, TimeSpan.FromMilliseconds(1));
        Measures.Issued(SessionKinds.Of(2));
    }

    private static long BytesPerRound(Action action)
    {
        for (var round = 0; round < 200; round++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
