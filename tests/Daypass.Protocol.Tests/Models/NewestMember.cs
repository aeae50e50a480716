namespace Daypass.Protocol.Tests.Models;

/// <summary>A member of a structure of the model.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Kind"><c>List</c>, <c>Map</c>, a simple kind, or the name of a structure.</param>
/// <param name="Element">The kind of what a list or map holds, or null.</param>
/// <param name="Enumeration">The values that it may have, by name, or null.</param>
/// <param name="Required">Whether it is always there.</param>
/// <param name="Sensitive">Whether its value may be printed nowhere.</param>
internal sealed record NewestMember(string Name, string Kind, string? Element, string? Enumeration, bool Required, bool Sensitive)
{
    /// <summary>Reads <c>List Text:EntityType!*</c>.</summary>
    public static NewestMember Read(string name, string text)
    {
        var plain = text.TrimEnd('*', '!').Split(':');
        var kinds = plain[0].Split(' ', 2);
        return new NewestMember(
            name, kinds[0], kinds.Length > 1 ? kinds[1] : null, plain.Length > 1 ? plain[1] : null,
            text.Contains('!', StringComparison.Ordinal), text.EndsWith('*'));
    }
}
