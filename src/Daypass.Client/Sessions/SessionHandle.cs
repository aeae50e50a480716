using System.Buffers;
using System.Security.Cryptography;

namespace Daypass.Client.Sessions;

/// <summary>The name of a stored session: <c>dps-</c> and 26 letters and digits that say nothing and cannot be guessed.</summary>
public static class SessionHandle
{
    private const string Prefix = "dps-";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    // 26 characters of 5 bits: 130 random bits.
    private const int Length = 26;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A fresh handle.</summary>
    public static string Create() => Prefix + RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>True for text of that form; it is safe as a file name then.</summary>
    public static bool IsValid(string text) =>
        text.Length == Prefix.Length + Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0;
}
