using Daypass.JmesPath.Values;
using Daypass.Mcp.Answers;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>
/// Lets a secret parameter name a file instead of holding the secret: <c>file:///run/secrets/token</c>. Only what looks like a token is
/// taken from a file, so that this is no way to send any other file to the service.
/// </summary>
internal static class SecretInputs
{
    private const string Prefix = "file://";
    private const int Longest = 100_000;

    /// <summary>Puts the content of files into secret parameters.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static Refusal? Resolve(OperationDescription operation, MapValue parameters)
    {
        foreach (var member in operation.Input)
        {
            if (member.Sensitive && parameters.FindText(member.Name) is { } text && text.StartsWith(Prefix, StringComparison.Ordinal))
            {
                var content = Read(text[Prefix.Length..]);
                if (content is null)
                {
                    return new Refusal("ValidationError", $"{member.Name} names a file that cannot be read or holds no token.", "Name a file that holds nothing but the token or assertion, or pass the text itself.");
                }

                parameters.Set(member.Name, content);
            }
        }

        return null;
    }

    private static string? Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var text = file.Exists && file.Length is > 0 and <= Longest ? File.ReadAllText(path).Trim() : string.Empty;
            return text.Length > 0 && text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '+' or '/' or '=') ? text : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
