using System.Text.Json.Serialization.Metadata;

namespace Daypass.Worlds.Reading;

/// <summary>The text of one element of a world's lists, or of an account's own members.</summary>
/// <param name="Type">What it is read as.</param>
/// <param name="Location">Where it stands.</param>
internal readonly record struct WorldElement(JsonTypeInfo Type, ElementLocation Location);

/// <summary>An element as it was read.</summary>
/// <param name="Element">The record.</param>
/// <param name="Account">The account it belongs to; <c>aws</c> for a shared policy, empty for an organisation.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="OnlyCreate">Whether it is left as it is where it is there already.</param>
internal sealed record WorldEntry(object Element, string Account, ElementLocation Location, bool OnlyCreate);
