using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Protocol.Catalogue;

namespace Daypass.Worlds.Format;

/// <summary>The limits of one member of a record, as the catalogue of requests has them.</summary>
/// <param name="Property">The member.</param>
/// <param name="Value">What limits its value, its elements or, of a map, the values; null when nothing does.</param>
/// <param name="Key">What limits the keys of a map.</param>
/// <param name="Sentence">What is said of a wrong length, or null for the numbers.</param>
internal sealed record Limits(JsonPropertyInfo Property, MemberDescription? Value, MemberDescription? Key, string? Sentence)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Limits>> Known = new();

    /// <summary>Those of every member of a record, in the order of its members.</summary>
    public static IReadOnlyList<Limits> For(JsonTypeInfo record) =>
        Known.GetOrAdd(record.Type, static (_, record) => [.. record.Properties.Select(property => Read(record.Type, property))], record);

    /// <summary>A sentence with the numbers in the places of <c>{min}</c> and <c>{max}</c>.</summary>
    public string Fill(string sentence) => sentence
        .Replace("{min}", Value?.Minimum?.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{max}", Value?.Maximum?.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static Limits Read(Type record, JsonPropertyInfo property)
    {
        var own = Find(property.AttributeProvider?.GetCustomAttributes(inherit: false));
        var ofRecord = Find(record.GetCustomAttributes(inherit: false));
        var members = own?.Members ?? ofRecord?.Request.Where(member => string.Equals(
            member.Name, property.Name == "name" ? ofRecord.Name ?? "name" : property.Name, StringComparison.OrdinalIgnoreCase)).ToList() ?? [];
        return members switch
        {
            [] => new Limits(property, null, null, null),
            [{ Element.Members: [var key, var value] }] => new Limits(property, value, key, own?.Sentence),
            [var key, var value] => new Limits(property, value, key, own?.Sentence),
            [var value, ..] => new Limits(property, value.Element ?? value, null, own?.Sentence),
        };
    }

    private static SameLimitsAsAttribute? Find(object[]? attributes) => attributes?.OfType<SameLimitsAsAttribute>().SingleOrDefault();
}
