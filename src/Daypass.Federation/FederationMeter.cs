using System.Diagnostics.Metrics;

namespace Daypass.Federation;

/// <summary>What federation counts; the meter's name is <c>Daypass.Federation</c>.</summary>
public static class FederationMeter
{
    private static readonly Meter Meter = new("Daypass.Federation");

    private static readonly Counter<long> Unexpected = Meter.CreateCounter<long>(
        "daypass.federation.unexpected", description: "Exceptions inside the token readers, each answered as InvalidIdentityToken.");

    private static readonly Counter<long> Fetches = Meter.CreateCounter<long>(
        "daypass.jwks.fetches", description: "Key sets asked for at identity providers, by what came of it.");

    private static readonly Counter<long> Stale = Meter.CreateCounter<long>(
        "daypass.jwks.stale", description: "Tokens judged by keys older than their lifetime because the provider cannot be reached.");

    /// <summary>An exception inside a token reader became a refusal; <paramref name="reader"/> is <c>jwt</c> or <c>saml</c>.</summary>
    internal static void CountUnexpected(string reader, Exception cause) =>
        Unexpected.Add(1, new KeyValuePair<string, object?>("reader", reader));

    /// <summary>A key set was asked for at its provider.</summary>
    internal static void CountFetch(bool succeeded) =>
        Fetches.Add(1, new KeyValuePair<string, object?>("result", succeeded ? "success" : "failure"));

    /// <summary>Shows every counter at zero before anything happens: an alert sees the first increase only of what was there.</summary>
    public static void BeginAtZero()
    {
        Unexpected.Add(0, new KeyValuePair<string, object?>("reader", "jwt"));
        Unexpected.Add(0, new KeyValuePair<string, object?>("reader", "jwks"));
        Unexpected.Add(0, new KeyValuePair<string, object?>("reader", "saml"));
        Fetches.Add(0, new KeyValuePair<string, object?>("result", "success"));
        Fetches.Add(0, new KeyValuePair<string, object?>("result", "failure"));
        Stale.Add(0);
    }

    /// <summary>A stale key set was used.</summary>
    internal static void CountStale() => Stale.Add(1);
}
