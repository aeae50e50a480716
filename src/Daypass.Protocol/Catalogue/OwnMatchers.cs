using System.Buffers;

namespace Daypass.Protocol.Catalogue;

/// <summary>Matchers for the patterns of the model that are more than one character class.</summary>
internal static class OwnMatchers
{
    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-"u8);

    public delegate bool Matcher(ReadOnlySpan<byte> utf8);

    /// <summary>The matcher of a pattern, or null for a plain character class.</summary>
    public static Matcher? Find(string pattern) => pattern switch
    {
        Patterns.Path => Path,
        Patterns.PathPrefix => PathPrefix,
        Patterns.PolicyPath => PolicyPath,
        Patterns.PolicyVersionId => PolicyVersionId,
        Patterns.AccountAlias => AccountAlias,
        Patterns.RedirectUrl => RedirectUrl,
        Patterns.ContextKey => ContextKey,
        Patterns.OwnerAccountId => static text => IsDigits(text),
        OrganizationPatterns.Anything => static _ => true,
        OrganizationPatterns.AccountId => static text => IsDigits(text),
        OrganizationPatterns.Email => OrganizationIds.IsEmail,
        OrganizationPatterns.ParentId => static text => OrganizationIds.IsRoot(text) || OrganizationIds.IsUnit(text),
        OrganizationPatterns.ChildId => static text => IsDigits(text) || OrganizationIds.IsUnit(text),
        OrganizationPatterns.RootId => static text => OrganizationIds.IsRoot(text),
        OrganizationPatterns.UnitId => static text => OrganizationIds.IsUnit(text),
        OrganizationPatterns.PolicyId => static text => OrganizationIds.IsPolicy(text),
        OrganizationPatterns.TargetId => static text => IsDigits(text) || OrganizationIds.IsRoot(text) || OrganizationIds.IsUnit(text),
        OrganizationPatterns.TaggableId => static text =>
            IsDigits(text) || OrganizationIds.IsRoot(text) || OrganizationIds.IsUnit(text) || OrganizationIds.IsTaggedPolicy(text),
        OrganizationPatterns.RequestId => static text => OrganizationIds.IsRequest(text),
        OrganizationPatterns.EntityPath => OrganizationIds.IsEntityPath,
        OrganizationPatterns.Tag => TextPattern.Parse(Patterns.TagValue).IsMatch,
        Patterns.ExcludedName => static text => !text.Contains((byte)'\n') && text.ContainsAny(NameCharacters),
        _ => null,
    };

    private static bool IsDigits(ReadOnlySpan<byte> text) => text.Length == 12 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool Path(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("/"u8)
        || (text.Length > 2 && text[0] == '/' && text[^1] == '/' && !text.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E));

    private static bool PathPrefix(ReadOnlySpan<byte> text) =>
        text.Length > 0 && text[0] == '/' && !text.ContainsAnyExceptInRange((byte)0x21, (byte)0x7F);

    private static bool PolicyPath(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '/' || text[^1] != '/')
        {
            return false;
        }

        for (var at = 1; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '/' && text[at - 1] == '/')
            {
                return false;
            }
        }

        return HasOnly(text, "/.,+@=_-"u8);
    }

    private static bool PolicyVersionId(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != 'v' || text[1] is < (byte)'1' or > (byte)'9')
        {
            return false;
        }

        var dot = text.IndexOf((byte)'.');
        var number = dot < 0 ? text[2..] : text[2..dot];
        return !number.ContainsAnyExceptInRange((byte)'0', (byte)'9') && HasOnly(dot < 0 ? default : text[(dot + 1)..], "-"u8);
    }

    private static bool AccountAlias(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 3 or > 63 || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            var permitted = character == '-' ? text[at - 1] != '-' : char.IsAsciiLetterLower((char)character) || char.IsAsciiDigit((char)character);
            if (!permitted)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ContextKey(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && text[0] != ' ' && text[^1] != ' ' && text.IndexOf("  "u8) < 0 && HasOnly(text, " _.:/=+-@#"u8);

    private static bool RedirectUrl(ReadOnlySpan<byte> text)
    {
        var start = text.StartsWith("http://"u8) ? 7 : text.StartsWith("https://"u8) ? 8 : -1;
        if (start < 0)
        {
            return false;
        }

        text = text[start..];
        var hash = text.IndexOf((byte)'#');
        var fragment = hash < 0 ? default : text[(hash + 1)..];
        text = hash < 0 ? text : text[..hash];
        var question = text.IndexOf((byte)'?');
        var query = question < 0 ? default : text[(question + 1)..];
        var location = question < 0 ? text : text[..question];
        return HasOnly(location, "._/-"u8) && HasOnly(query, "._=&-"u8) && HasOnly(fragment, "._/-"u8);
    }

    private static bool HasOnly(ReadOnlySpan<byte> text, ReadOnlySpan<byte> marks)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && !marks.Contains(character))
            {
                return false;
            }
        }

        return true;
    }
}
