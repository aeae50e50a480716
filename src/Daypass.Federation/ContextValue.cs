namespace Daypass.Federation;

/// <summary>What a token or an assertion has under the source key of a context provider.</summary>
/// <param name="IsThere">Whether it has anything.</param>
/// <param name="Text">The one text it has; null when it is more, or no text.</param>
internal readonly record struct ContextValue(bool IsThere, string? Text)
{
    internal static ContextValue Missing => default;

    internal static ContextValue Of(string? text) => new(true, text);
}
