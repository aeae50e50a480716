using System.Buffers.Text;
using System.Xml;
using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>
/// Lets a token or an assertion be named by its file instead of standing in the call: <c>file:///run/secrets/token</c>. Only what has the form
/// of one is taken from a file, so that this is no way to send any other file to the service; the file is named when consent is asked for.
/// </summary>
internal static class SecretInputs
{
    /// <summary>What a file's name has in front.</summary>
    public const string Prefix = "file://";

    private const int Longest = 100_000;
    private const int ShortestSealed = 64;

    /// <summary>Puts the content of files into secret parameters.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="files">Receives the file of each parameter that came from one.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static Refusal? Resolve(OperationDescription operation, MapValue parameters, Dictionary<string, string> files)
    {
        foreach (var member in operation.Input)
        {
            if (!member.Sensitive || parameters.FindText(member.Name) is not { } text || !text.StartsWith(Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (Read(text[Prefix.Length..], member.Name, out var path) is not { } content)
            {
                return new Refusal(
                    "ValidationError",
                    $"{member.Name} names a file that cannot be read or holds no {Describe(member.Name)}.",
                    "Name a file that holds nothing but the token or assertion (a JSON Web Token, or a SAML response in base64), or pass the text itself.");
            }

            parameters.Set(member.Name, content);
            files[member.Name] = path;
        }

        return null;
    }

    private static string Describe(string member) => member switch { "SAMLAssertion" => "SAML response in base64", _ => "token" };

    private static string? Read(string name, string member, out string path)
    {
        path = name;
        try
        {
            var file = new FileInfo(name);
            path = (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
            file = new FileInfo(path);
            var text = file.Exists && file.Length is > 0 and <= Longest ? File.ReadAllText(path).Trim() : string.Empty;
            return HasForm(member, text) ? text : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool HasForm(string member, string text) => member switch
    {
        "WebIdentityToken" => IsJsonWebToken(text),
        "SAMLAssertion" => IsSamlResponse(text),
        "TradeInToken" => IsJsonWebToken(text) || (text.Length >= ShortestSealed && IsOneWord(text) && !IsHexadecimal(text)),
        _ => false,
    };

    private static bool IsJsonWebToken(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3 && IsJsonObject(parts[0], "alg") && IsJsonObject(parts[1], null)
            && parts[2].All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
    }

    private static bool IsJsonObject(string part, string? member) =>
        Base64Url.IsValid(part) && JsonText.Parse(Base64Url.DecodeFromChars(part), out _) is MapValue map && (member is null || map.TryGet(member, out _));

    private static bool IsSamlResponse(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return false;
        }

        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new MemoryStream(bytes, 0, length), settings);
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "Response"
                && reader.NamespaceURI.StartsWith("urn:oasis:names:tc:SAML:", StringComparison.Ordinal);
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsOneWord(string text) =>
        text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '+' or '/' or '=');

    // Keys and digests are written so; a sealed token is not.
    private static bool IsHexadecimal(string text) => text.All(char.IsAsciiHexDigit);
}
