using System.Text;
using Daypass.Gateway.Deciding;

namespace Daypass.Gateway.Faces;

/// <summary>What the service is told about a request that may pass. All of it is told each time: some proxies pass on what a client sent when one is
/// missing.</summary>
internal static class IdentityHeaders
{
    /// <summary>The code of a refusal.</summary>
    public const string Reason = "X-Daypass-Reason";

    private const string Nothing = "-";

    /// <summary>The names and values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(Verdict verdict) =>
    [
        new("X-Daypass-Decision", verdict.Decision),
        new("X-Daypass-Arn", Write(verdict.Arn)),
        new("X-Daypass-Account", Write(verdict.Account)),
        new("X-Daypass-User-Id", Write(verdict.UserId)),
        new("X-Daypass-Source-Identity", Write(verdict.SourceIdentity)),
        new("X-Daypass-Body-Sha256", Write(verdict.Body)),
    ];

    /// <summary>A text without anything that could end or split a header: such characters are percent-encoded.</summary>
    public static string Write(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Nothing;
        }

        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return text;
        }

        var written = new StringBuilder(text.Length + 16);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            _ = unit is >= (byte)'!' and <= (byte)'~' ? written.Append((char)unit) : written.Append('%').Append(unit.ToString("X2",
                System.Globalization.CultureInfo.InvariantCulture));
        }

        return written.ToString();
    }
}
