using System.Buffers;

namespace Daypass.Gateway.S3.Logs;

/// <summary>The first line of a request for a log, without what is secret in it.</summary>
internal static class RequestLine
{
    private static readonly SearchValues<string> Secret = SearchValues.Create(
        ["X-Amz-Signature=", "X-Amz-Security-Token=", "Signature=", "AWSAccessKeyId="], StringComparison.OrdinalIgnoreCase);

    /// <summary>The method, the raw target and the version.</summary>
    public static string Of(string method, string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 || target.AsSpan(mark).IndexOfAny(Secret) < 0 ? $"{method} {target} HTTP/1.1"
            : $"{method} {target[..mark]}?{string.Join('&', target[(mark + 1)..].Split('&').Select(Plain))} HTTP/1.1";
    }

    private static string Plain(string parameter)
    {
        // The name may be escaped as well, so what could be one of the secret ones is looked at decoded.
        var at = parameter.IndexOf('=', StringComparison.Ordinal);
        return at < 0 || Uri.UnescapeDataString(parameter[..(at + 1)]).AsSpan().IndexOfAny(Secret) < 0 ? parameter : parameter[..(at + 1)] + '-';
    }
}
