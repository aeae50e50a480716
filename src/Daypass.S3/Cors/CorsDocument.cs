using System.Globalization;
using System.Text;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Text;

namespace Daypass.S3.Cors;

/// <summary>The CORS rules of a bucket, as PutBucketCors sets them (Amazon S3 User Guide, "Elements of a CORS configuration").</summary>
public sealed class CorsDocument
{
    /// <summary>The longest document, in bytes.</summary>
    public const int Longest = 64 * 1024;

    private const int MostRules = 100;

    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

    private CorsDocument(IReadOnlyList<CorsRule> rules) => Rules = rules;

    /// <summary>What is answered when a bucket has none.</summary>
    public static S3Error Missing { get; } = new("NoSuchCORSConfiguration", 404, "The CORS configuration does not exist");

    internal IReadOnlyList<CorsRule> Rules { get; }

    /// <summary>Reads it.</summary>
    public static S3Error? Read(ReadOnlyMemory<byte> utf8, out CorsDocument? document)
    {
        document = null;
        if (utf8.Length > Longest)
        {
            return S3Errors.BodyTooLong;
        }

        if (XmlPart.Read(utf8) is not { Name: "CORSConfiguration", Parts: { Count: > 0 and <= MostRules } parts })
        {
            return S3Errors.MalformedXml;
        }

        var rules = new List<CorsRule>(parts.Count);
        foreach (var part in parts)
        {
            if (part.Name != "CORSRule" || ReadRule(part) is not { } rule)
            {
                return S3Errors.MalformedXml;
            }

            if (FindFault(rule) is { } fault)
            {
                return fault;
            }

            rules.Add(rule);
        }

        document = new CorsDocument(rules);
        return null;
    }

    /// <summary>Writes it anew.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CORSConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        foreach (var rule in Rules)
        {
            text.Append("<CORSRule>");
            Append(text, "ID", rule.Id is null ? [] : [rule.Id]);
            Append(text, "AllowedOrigin", rule.Origins);
            Append(text, "AllowedMethod", rule.Methods);
            Append(text, "AllowedHeader", rule.Headers);
            Append(text, "MaxAgeSeconds", rule.MaxAge is null ? [] : [rule.MaxAge]);
            Append(text, "ExposeHeader", rule.Exposed);
            text.Append("</CORSRule>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</CORSConfiguration>").ToString());
    }

    private static void Append(StringBuilder text, string name, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            XmlText.Element(text, name, value);
        }
    }

    private static CorsRule? ReadRule(XmlPart part)
    {
        List<string> origins = [], methods = [], headers = [], exposed = [];
        string? age = null, id = null;
        foreach (var each in part.Parts)
        {
            switch (each.Name)
            {
                case "AllowedOrigin":
                    origins.Add(each.Text);
                    break;
                case "AllowedMethod":
                    methods.Add(each.Text);
                    break;
                case "AllowedHeader":
                    headers.Add(each.Text);
                    break;
                case "ExposeHeader":
                    exposed.Add(each.Text);
                    break;
                case "MaxAgeSeconds" when age is null && int.TryParse(each.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _):
                    age = each.Text;
                    break;
                case "ID" when id is null && each.Text.Length <= 255:
                    id = each.Text;
                    break;
                default:
                    return null;
            }
        }

        return origins.Count == 0 || methods.Count == 0 ? null : new CorsRule(origins, methods, headers, exposed, age, id);
    }

    private static S3Error? FindFault(CorsRule rule)
    {
        foreach (var method in rule.Methods)
        {
            if (Array.IndexOf(Methods, method) < 0)
            {
                return S3Errors.InvalidRequest($"Found unsupported HTTP method in CORS config. Unsupported method is {Shown(method)}");
            }
        }

        foreach (var (name, values) in ((string, IReadOnlyList<string>)[])[("AllowedOrigin", rule.Origins), ("AllowedHeader", rule.Headers)])
        {
            foreach (var value in values)
            {
                if (value.AsSpan().Count('*') > 1)
                {
                    return S3Errors.InvalidRequest($"{name} \"{Shown(value)}\" can not have more than one wildcard.");
                }

                if (!IsHeaderText(value))
                {
                    return S3Errors.MalformedXml;
                }
            }
        }

        return rule.Exposed.All(IsHeaderText) ? null : S3Errors.MalformedXml;
    }

    /// <summary>It goes into headers of answers: with a line feed in it there would be two of them.</summary>
    private static bool IsHeaderText(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static string Shown(string text) => text.Length > 64 ? text[..64] : text;
}
