namespace Daypass.S3.Cors;

/// <summary>A rule of which pages of other origins may ask what of a bucket.</summary>
/// <param name="Origins">The origins; a star stands for any text, once in each.</param>
/// <param name="Methods">The methods.</param>
/// <param name="Headers">The headers that may be sent; likewise with a star.</param>
/// <param name="Exposed">The headers of answers that pages may read.</param>
/// <param name="MaxAge">For how many seconds a browser may remember it, or null.</param>
/// <param name="Id">Its id, or null.</param>
internal sealed record CorsRule(
    IReadOnlyList<string> Origins, IReadOnlyList<string> Methods, IReadOnlyList<string> Headers, IReadOnlyList<string> Exposed, string? MaxAge, string? Id)
{
    /// <summary>The origin as it is answered when the rule is for it: a star where the rule has nothing but a star.</summary>
    public string? Find(string origin, string method)
    {
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            return null;
        }

        foreach (var pattern in Origins)
        {
            if (Fits(pattern, origin, StringComparison.Ordinal))
            {
                return pattern == "*" ? "*" : origin;
            }
        }

        return null;
    }

    /// <summary>Whether a header may be sent.</summary>
    public bool AllowsHeader(string name)
    {
        foreach (var pattern in Headers)
        {
            if (Fits(pattern, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(string pattern, string text, StringComparison comparison)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0 ? pattern.Equals(text, comparison)
            : text.Length >= pattern.Length - 1 && text.AsSpan().StartsWith(pattern.AsSpan(0, star), comparison)
                && text.AsSpan().EndsWith(pattern.AsSpan(star + 1), comparison);
    }
}
