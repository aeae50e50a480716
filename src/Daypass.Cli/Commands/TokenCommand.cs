using System.Globalization;
using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Errors;
using Daypass.Client.Tokens;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass token inspect</c>: what can be said of an id or a token without asking anybody.</summary>
internal static class TokenCommand
{
    private const string ClusterPrefix = "k8s-aws-v1.";

    private static readonly (string Prefix, string Meaning)[] Prefixes =
    [
        ("AKIA", "access key of a user or of root, long-term"), ("ASIA", "access key of a session, temporary"), ("AIDA", "unique id of a user"), ("AROA", "unique id of a role"),
        ("AGPA", "unique id of a group"), ("ANPA", "unique id of a managed policy"), ("AIPA", "unique id of an instance profile"), ("ASCA", "unique id of a certificate"),
        ("APKA", "public key"), ("ABIA", "bearer token"), ("ACCA", "credential of one service"),
    ];

    /// <summary>Runs the command.</summary>
    public static int Inspect(Terminal terminal, ParsedArguments arguments)
    {
        var token = (arguments.Word is null or "-" ? terminal.In().ReadToEnd() : arguments.Word).Trim();
        var found = DescribeId(token) ?? DescribeJwt(token, terminal.Environment.Clock.GetUtcNow()) ?? DescribeClusterToken(token);
        if (found is null)
        {
            return ErrorPrinter.Print(terminal, null, ClientError.General("This is no id, JSON Web Token or cluster token. Session tokens are sealed: only who issued them can read them."));
        }

        terminal.Out.Write(JsonText.Write(found) + "\n");
        return 0;
    }

    private static MapValue? DescribeId(string token)
    {
        foreach (var (prefix, meaning) in Prefixes)
        {
            if (token.StartsWith(prefix, StringComparison.Ordinal) && token.Length is >= 16 and <= 128 && IsUpperAlphanumeric(token))
            {
                var found = new MapValue().Set("Kind", meaning).Set("Id", token);
                return AccessKeyId.TryGetAccount(token, out var account) ? found.Set("Account", account.ToString()) : found;
            }
        }

        return null;
    }

    private static MapValue? DescribeJwt(string token, DateTimeOffset now)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || JsonWebToken.ReadPart(parts[0]) is not MapValue header || JsonWebToken.ReadPart(parts[1]) is not MapValue claims)
        {
            return null;
        }

        var found = new MapValue().Set("Kind", "JSON Web Token; its signature was not checked").Set("Header", header).Set("Claims", claims);
        foreach (var (claim, name) in new[] { ("iat", "IssuedAt"), ("nbf", "NotBefore"), ("exp", "Expires") })
        {
            if (claims.Find(claim) is IntegerValue { Number: >= 0 and < 253402300800 and var seconds })
            {
                found.Set(name, DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture));
            }
        }

        return claims.Find("exp") is IntegerValue { Number: var end } ? found.Set("Expired", Value.From(end <= now.ToUnixTimeSeconds())) : found;
    }

    // A presigned GetCallerIdentity, as clusters take it for proof of identity.
    private static MapValue? DescribeClusterToken(string token)
    {
        if (!token.StartsWith(ClusterPrefix, StringComparison.Ordinal) || Base64Url.Decode(token[ClusterPrefix.Length..]) is not { } bytes
            || !Uri.TryCreate(Encoding.UTF8.GetString(bytes), UriKind.Absolute, out var url))
        {
            return null;
        }

        var found = new MapValue().Set("Kind", "presigned GetCallerIdentity for a cluster").Set("Endpoint", url.GetLeftPart(UriPartial.Path));
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var secret = parts[0] is "X-Amz-Signature" or "X-Amz-Security-Token";
            found.Set(Uri.UnescapeDataString(parts[0]), secret ? "[secret]" : Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : string.Empty));
        }

        return found;
    }

    private static bool IsUpperAlphanumeric(string text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterUpper(character) && !char.IsAsciiDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
