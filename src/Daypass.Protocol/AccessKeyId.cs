namespace Daypass.Protocol;

/// <summary>The four characters that begin long-term and temporary access key ids; a setting, because scanners take <c>AKIA</c> for a key of AWS's.</summary>
public sealed record AccessKeyPrefixes
{
    /// <summary>As AWS has them: <c>AKIA</c> and <c>ASIA</c>.</summary>
    public static readonly AccessKeyPrefixes Aws = new("AKIA", "ASIA");

    /// <summary>Two different prefixes of four upper-case letters or digits.</summary>
    /// <exception cref="ArgumentException">A prefix is malformed, or both are the same.</exception>
    public AccessKeyPrefixes(string longTerm, string temporary)
    {
        if (!IsPrefix(longTerm) || !IsPrefix(temporary))
        {
            throw new ArgumentException("An access key prefix is four upper-case letters or digits.");
        }

        if (longTerm == temporary)
        {
            throw new ArgumentException("Long-term and temporary access keys need different prefixes.");
        }

        (LongTerm, Temporary) = (longTerm, temporary);
    }

    /// <summary>Begins the keys of users and of root.</summary>
    public string LongTerm { get; }

    /// <summary>Begins the keys of sessions.</summary>
    public string Temporary { get; }

    private static bool IsPrefix(string text) =>
        text.Length == AccessKeyId.PrefixLength && text.All(static character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));
}

/// <summary>Access key ids: a four-character prefix and sixteen base32 characters that carry the account.</summary>
public static class AccessKeyId
{
    /// <summary>How many characters an access key id has.</summary>
    public const int Length = PrefixLength + KeyAlphabet.BodyLength;

    internal const int PrefixLength = 4;

    /// <summary>A fresh id. Only thirty-nine of its bits are random, so its store must refuse a duplicate.</summary>
    /// <param name="prefix">One of <see cref="AccessKeyPrefixes"/>.</param>
    /// <param name="account">The account the id carries.</param>
    public static string New(string prefix, AccountId account) =>
        string.Create(Length, (prefix, account), static (id, made) =>
        {
            made.prefix.CopyTo(id);
            KeyAlphabet.WriteBody(id[PrefixLength..], made.account);
        });

    /// <summary>True for twenty characters of which the last sixteen are base32; says nothing about whether the key exists.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> id) => id.Length == Length && KeyAlphabet.IsBase32(id[PrefixLength..]);

    /// <summary>The account inside an id; false for ids of the older kind and for text that is no id.</summary>
    public static bool TryGetAccount(ReadOnlySpan<char> id, out AccountId account)
    {
        account = default;
        return id.Length == Length && KeyAlphabet.TryReadAccount(id[PrefixLength..], out account);
    }
}
