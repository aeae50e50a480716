using Daypass.Core.Sessions;

namespace Daypass.Federation.Tests;

/// <summary>Looks condition keys up as a policy does: without regard to case.</summary>
internal static class TrustKeyReading
{
    /// <summary>The values of a key; null when it is not there.</summary>
    internal static IReadOnlyList<string>? Of(this IReadOnlyList<SessionKey> keys, string name) =>
        keys.SingleOrDefault(key => key.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Values;

    /// <summary>The names in order.</summary>
    internal static IEnumerable<string> Names(this IReadOnlyList<SessionKey> keys) => keys.Select(static key => key.Name).Order(StringComparer.Ordinal);
}
