using System.Diagnostics.Metrics;
using Daypass.Core.Sessions;
using Daypass.Core.Telemetry;
using Daypass.Core.Tests.Fakes;

namespace Daypass.Core.Tests.Sessions;

public sealed class CredentialMintTests
{
    [Theory]
    [InlineData(SessionKind.UserSession, "user")]
    [InlineData(SessionKind.FederatedUser, "federated_user")]
    public async Task Credentials_are_counted_by_their_kind(SessionKind kind, string label)
    {
        var node = await Node.Start();
        var (here, counted) = (Environment.CurrentManagedThreadId, new List<string>());
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Measures.MeterName && instrument.Name == "daypass.sessions.issued")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measured, tags, _) =>
        {
            // Other tests mint at the same time, on other threads.
            if (Environment.CurrentManagedThreadId == here && measured == 1)
            {
                counted.Add((string)tags[0].Value!);
            }
        });
        listener.Start();
        node.Mint.Mint(Node.Grant with { Kind = kind }, TimeSpan.FromHours(1));
        Assert.Equal([label], counted);
    }
}
