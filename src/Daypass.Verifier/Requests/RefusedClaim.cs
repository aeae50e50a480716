using Daypass.Protocol.Signing;

namespace Daypass.Verifier.Requests;

/// <summary>The pieces of a refused request that S3's sentences speak of, as they were sent. Only for words: nothing is decided by it.</summary>
internal readonly struct RefusedClaim
{
    private const int LongestEcho = 64;

    private RefusedClaim(string? authorization, string query, bool hasToken, bool hasContentHash)
    {
        Authorization = authorization ?? "";
        IsPresigned = authorization is null;
        HasContentHash = hasContentHash;
        Expires = Parameter(query, "X-Amz-Expires");
        Date = Parameter(query, "X-Amz-Date") ?? "";
        HasToken = hasToken || Parameter(query, "X-Amz-Security-Token") is not null;
        Credential = (IsPresigned ? Parameter(query, "X-Amz-Credential") : Component(Authorization, "Credential=")) ?? "";
    }

    /// <summary>True when there is no Authorization header.</summary>
    public bool IsPresigned { get; }

    /// <summary>Whether a session token came with it.</summary>
    public bool HasToken { get; }

    /// <summary>Whether it says how the body is covered.</summary>
    public bool HasContentHash { get; }

    /// <summary>The credential of the scope; empty when there is none.</summary>
    public string Credential { get; }

    /// <summary>The date of a presigned request; empty when there is none.</summary>
    public string Date { get; }

    /// <summary>How long a presigned request says it lives, or null.</summary>
    public string? Expires { get; }

    /// <summary>Whether the Authorization header is of a kind of AWS's, an older one perhaps.</summary>
    public bool IsOfAws => Authorization.StartsWith("AWS", StringComparison.Ordinal);

    private string Authorization { get; }

    /// <summary>Reads them.</summary>
    public static RefusedClaim Read(in SignedRequest request)
    {
        string? authorization = null;
        var (hasToken, hasHash) = (false, false);
        foreach (var header in request.Headers.Span)
        {
            authorization = header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? header.Value : authorization;
            hasToken |= header.Name.Equals("X-Amz-Security-Token", StringComparison.OrdinalIgnoreCase);
            hasHash |= header.Name.Equals("X-Amz-Content-Sha256", StringComparison.OrdinalIgnoreCase);
        }

        var question = request.RawTarget.IndexOf('?', StringComparison.Ordinal);
        return new RefusedClaim(authorization, question < 0 ? "" : request.RawTarget[(question + 1)..], hasToken, hasHash);
    }

    /// <summary>Whether the Authorization header has a component.</summary>
    public bool Has(string component) => Component(Authorization, component) is { Length: > 0 };

    /// <summary>A piece of the request for a sentence: short, and without characters that no XML can hold.</summary>
    public static string Echo(string text)
    {
        var shown = text.Length > LongestEcho ? text[..LongestEcho] : text;
        return string.Create(shown.Length, shown, static (into, from) =>
        {
            for (var index = 0; index < from.Length; index++)
            {
                into[index] = from[index] is >= ' ' and <= '~' and not ('<' or '>' or '&' or '"') ? from[index] : '?';
            }
        });
    }

    private static string? Component(string authorization, string name)
    {
        // "SignedHeaders=" ends as "Signature=" does not, so each is looked for behind a blank or a comma.
        for (var at = authorization.IndexOf(name, StringComparison.Ordinal); at >= 0; at = authorization.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && authorization[at - 1] is ' ' or ',')
            {
                var end = authorization.IndexOf(',', at);
                return authorization[(at + name.Length)..(end < 0 ? authorization.Length : end)].Trim();
            }
        }

        return null;
    }

    private static string? Parameter(string query, string name)
    {
        foreach (var pair in query.Split('&'))
        {
            if (pair.StartsWith(name, StringComparison.Ordinal) && (pair.Length == name.Length || pair[name.Length] == '='))
            {
                return pair.Length == name.Length ? "" : Uri.UnescapeDataString(pair[(name.Length + 1)..]);
            }
        }

        return null;
    }
}
