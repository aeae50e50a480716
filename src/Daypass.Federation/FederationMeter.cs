using System.Diagnostics.Metrics;

namespace Daypass.Federation;

/// <summary>What federation counts; the meter's name is <c>Daypass.Federation</c>.</summary>
internal static class FederationMeter
{
    private static readonly Meter Meter = new("Daypass.Federation");

    private static readonly Counter<long> Unexpected = Meter.CreateCounter<long>(
        "daypass.federation.unexpected", description: "Exceptions inside the token readers, each answered as InvalidIdentityToken.");

    private static readonly Counter<long> Fetches = Meter.CreateCounter<long>(
        "daypass.federation.key_fetches", description: "Key sets fetched from identity providers, by outcome.");

    private static readonly Counter<long> Stale = Meter.CreateCounter<long>(
        "daypass.federation.stale_keys", description: "Tokens judged by keys older than their lifetime because the provider cannot be reached.");

    /// <summary>An exception inside a token reader became a refusal; <paramref name="reader"/> is <c>jwt</c> or <c>saml</c>.</summary>
    internal static void CountUnexpected(string reader, Exception cause) =>
        Unexpected.Add(1, new KeyValuePair<string, object?>("reader", reader), new KeyValuePair<string, object?>("exception", cause.GetType().Name));

    /// <summary>A key set was asked for at its provider.</summary>
    internal static void CountFetch(bool succeeded) =>
        Fetches.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "succeeded" : "failed"));

    /// <summary>A stale key set was used.</summary>
    internal static void CountStale() => Stale.Add(1);
}
