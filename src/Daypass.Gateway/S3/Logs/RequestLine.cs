using System.Buffers;

namespace Daypass.Gateway.S3.Logs;

/// <summary>The first line of a request for a log, without what is secret in it.</summary>
internal static class RequestLine
{
    private static readonly SearchValues<string> Secret = SearchValues.Create(
        ["X-Amz-Signature=", "X-Amz-Security-Token=", "Signature=", "AWSAccessKeyId="], StringComparison.OrdinalIgnoreCase);

    /// <summary>The method, the raw target and the version.</summary>
    public static string Of(string method, string target) => $"{method} {Hide(target)} HTTP/1.1";

    /// <summary>A target, or the address that a request came from, without what is secret in its query.</summary>
    public static string Hide(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 || !MayBeSecret(target.AsSpan(mark)) ? target : $"{target[..mark]}?{string.Join('&', target[(mark + 1)..].Split('&').Select(Plain))}";
    }

    // A name that is escaped is looked at decoded, one by one.
    private static bool MayBeSecret(ReadOnlySpan<char> query) => query.Contains('%') || query.IndexOfAny(Secret) >= 0;

    private static string Plain(string parameter)
    {
        // The name may be escaped as well, so what could be one of the secret ones is looked at decoded.
        var at = parameter.IndexOf('=', StringComparison.Ordinal);
        return at < 0 || Uri.UnescapeDataString(parameter[..(at + 1)]).AsSpan().IndexOfAny(Secret) < 0 ? parameter : parameter[..(at + 1)] + '-';
    }
}
