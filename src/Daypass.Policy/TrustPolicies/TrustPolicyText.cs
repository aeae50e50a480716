using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daypass.Policy.Language;
using Daypass.Policy.Parsing;
using Daypass.Policy.Validation;

namespace Daypass.Policy.TrustPolicies;

/// <summary>The principals in the text of a trust policy: which ones it names, and the text with some of them shown otherwise.</summary>
public static class TrustPolicyText
{
    /// <summary>Every entry under <c>AWS</c>, in order; empty for a document whose structure is broken.</summary>
    public static IReadOnlyList<AwsPrincipalReference> AwsPrincipals(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!PolicyReader.TryRead(json, out var document, out _))
        {
            return [];
        }

        var references = new List<AwsPrincipalReference>();
        foreach (var entry in Entries(document))
        {
            references.Add(new AwsPrincipalReference(entry.Value, PrincipalForm.IsUserOrRoleArn(entry.Value), entry.Position));
        }

        return references;
    }

    /// <summary>
    /// The document with some AWS principals written differently, such as a deleted role's unique id in place of its
    /// ARN; every other character stays as it was.
    /// </summary>
    /// <param name="json">The document as stored.</param>
    /// <param name="shown">What to show in place of an entry; null or the same text to leave it alone.</param>
    public static string Show(string json, Func<string, string?> shown)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(shown);
        var utf8 = Encoding.UTF8.GetBytes(json);
        if (!PolicyReader.TryRead(utf8, out var document, out _))
        {
            return json;
        }

        var text = new StringBuilder(json.Length);
        var bytes = 0;
        var chars = 0;
        foreach (var entry in Entries(document))
        {
            if (shown(entry.Value) is not { } other || string.Equals(other, entry.Value, StringComparison.Ordinal))
            {
                continue;
            }

            var start = chars + Encoding.UTF8.GetCharCount(utf8, bytes, entry.ByteStart - bytes);
            text.Append(json, chars, start - chars)
                .Append('"').Append(JsonEncodedText.Encode(other, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
            chars = start + Encoding.UTF8.GetCharCount(utf8, entry.ByteStart, entry.ByteEnd - entry.ByteStart);
            bytes = entry.ByteEnd;
        }

        return text.Append(json, chars, json.Length - chars).ToString();
    }

    private static IEnumerable<PrincipalEntry> Entries(PolicyDocument document) =>
        document.Statements.SelectMany(static statement => statement.Principals ?? []).Where(static entry => entry.Type == "AWS");
}
