using System.Collections;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Protocol.Catalogue;
using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>Refuses what a request with the same member would be refused for: a length, a range or a pattern of the catalogue.</summary>
internal static class LimitCheck
{
    /// <summary>Throws at the first member of an element, or of what is inside it, that breaks a limit.</summary>
    /// <exception cref="WorldException">It names the member.</exception>
    public static void Check(object element, JsonTypeInfo type, ElementLocation location, string path = "")
    {
        foreach (var limits in Limits.For(type))
        {
            if (limits.Property.Get!(element) is { } value)
            {
                Check(value, limits, location, ElementLocation.Join(path, limits.Property.Name));
            }
        }
    }

    /// <summary>What is wrong with a number, or null.</summary>
    public static string? Validate(int value, MemberDescription limit) =>
        value < limit.Minimum || value > limit.Maximum
            ? string.Create(CultureInfo.InvariantCulture, $"{limit.Minimum:N0} to {limit.Maximum:N0} is needed here, not {value:N0}.")
            : null;

    /// <summary>What is wrong with a text, or null. The length is in Unicode scalar values, as the API counts it.</summary>
    public static string? Validate(string value, MemberDescription limit)
    {
        var length = value.Length;
        foreach (var character in value)
        {
            length -= char.IsLowSurrogate(character) ? 1 : 0;
        }

        return length < limit.Minimum || length > limit.Maximum
            ? string.Create(CultureInfo.InvariantCulture, $"{limit.Minimum ?? 0:N0} to {limit.Maximum:N0} characters are needed here, not {length:N0}.")
            : limit.Pattern?.IsMatch(value) == false ? $"{(limit.IsSecret || length > 128 ? "this" : $"'{value}'")} does not match {limit.Pattern}" : null;
    }

    private static void Check(object value, Limits limits, ElementLocation location, string path)
    {
        switch (value)
        {
            case string or PolicyText or int:
                ThrowIfBeyond(value, limits.Value, limits, location, path);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    ThrowIfBeyond(entry.Key, limits.Key, limits, location, $"{path}.{entry.Key}");
                    ThrowIfBeyond(entry.Value!, limits.Value, limits, location, $"{path}.{entry.Key}");
                }

                break;
            case IList list and not byte[]:
                for (var i = 0; i < list.Count; i++)
                {
                    Check(list[i]!, limits, location, $"{path}[{i}]");
                }

                break;
            default:
                if (WorldJson.Default.GetTypeInfo(value.GetType()) is { Kind: JsonTypeInfoKind.Object } type)
                {
                    Check(value, type, location, path);
                }

                break;
        }
    }

    private static void ThrowIfBeyond(object value, MemberDescription? limit, Limits limits, ElementLocation location, string path)
    {
        if (limit is null)
        {
            return;
        }

        if ((value is int number ? Validate(number, limit) : Validate(value as string ?? ((PolicyText)value).Text, limit)) is { } sentence)
        {
            throw location.Error(path, limits.Sentence is { } plain ? limits.Fill(plain) : sentence);
        }
    }
}
