using Daypass.Federation.Oidc.Keys;
using Daypass.Protocol.Errors;
using Daypass.Testing.Oidc;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Federation.Oidc.Providers;

namespace Daypass.Federation.Tests.Keys;

/// <summary>A provider without a network: answers what the test says, counts, and can be held.</summary>
internal sealed class ScriptedKeySource : IKeySource
{
    private int _fetches;

    internal IReadOnlyList<SigningKey> Keys { get; set; } = [SigningKey.Create("ES256")];

    internal bool IsDown { get; set; }

    internal TimeSpan? MaxAge { get; set; }

    /// <summary>While set, fetches wait for it.</summary>
    internal TaskCompletionSource? Held { get; set; }

    internal int Fetches => Volatile.Read(ref _fetches);

    public async Task<Result<FetchedKeys>> Fetch(OidcIssuer provider, CancellationToken cancelled)
    {
        Interlocked.Increment(ref _fetches);
        if (Held is { } held)
        {
            await held.Task;
        }

        if (IsDown)
        {
            return FederationErrors.ProviderUnreachable("down");
        }

        var set = new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(static key => key.ToJwk())]) }.ToJsonString();
        return new FetchedKeys(KeySetReader.Read(Encoding.UTF8.GetBytes(set))!, MaxAge);
    }
}
