namespace Daypass.S3.Requests;

/// <summary>The domains below which a bucket may be the first part of a host name.</summary>
public sealed class ServedDomains
{
    private readonly string[] _endings;

    /// <summary>These domains.</summary>
    public ServedDomains(IEnumerable<string> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);

        // Longer ones first: of s3.example.org and eu.s3.example.org the second is meant where both end a name.
        _endings = [.. domains.Select(static domain => "." + domain.Trim('.').ToLowerInvariant()).OrderByDescending(static ending => ending.Length)];
    }

    /// <summary>The bucket in a host name, in lower case; null when the host is none of a bucket's.</summary>
    public string? BucketOf(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (_endings.Length == 0)
        {
            return null;
        }

        var name = host.AsSpan().Trim();
        var colon = name.LastIndexOf(':');
        name = colon >= 0 && !name[colon..].Contains(']') ? name[..colon] : name;
        name = name.TrimEnd('.');
        foreach (var ending in _endings)
        {
            if (name.Length == ending.Length - 1 && name.Equals(ending.AsSpan(1), StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^ending.Length].ToString().ToLowerInvariant();
            }
        }

        return null;
    }
}
