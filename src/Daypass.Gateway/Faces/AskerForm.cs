namespace Daypass.Gateway.Faces;

/// <summary>How a kind of proxy tells the request that it asks about.</summary>
internal sealed record AskerForm
{
    /// <summary>The path at which it asks; only the proxy's configuration has a say in it.</summary>
    public required string Path { get; init; }

    /// <summary>What the kind of proxy is called.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether the client's path follows; such a proxy asks with the client's own method and path.</summary>
    public bool HasPathBehind { get; init; }

    /// <summary>The header with the method.</summary>
    public string Method { get; init; } = "X-Original-Method";

    /// <summary>The header with the raw target.</summary>
    public string Target { get; init; } = "X-Original-URI";

    /// <summary>The header with the host that the client named.</summary>
    public string Host { get; init; } = "Host";

    /// <summary>The header with the client's scheme.</summary>
    public string Scheme { get; init; } = "X-Original-Proto";

    /// <summary>The header with the hash of the body that the proxy has computed; null for a proxy that computes none.</summary>
    public string? BodyHash { get; init; }

    /// <summary>Whether it hands over bodies.</summary>
    public bool HandsOverBodies { get; init; }

    /// <summary>Whether it knows no other refusals than 401, 403 and 503.</summary>
    public bool HasFewStatuses { get; init; }

    /// <summary>Headers beginning so are the proxy's words and not the client's.</summary>
    public string Prefix { get; init; } = "X-Original-";

    /// <summary>The forms, each at a path of its own, so that nothing has to be guessed.</summary>
    public static IReadOnlyList<AskerForm> All { get; } =
    [
        new() { Path = "/auth/nginx", HasFewStatuses = true },
        new() { Path = "/auth/apache", HasFewStatuses = true },
        new() { Path = "/auth/haproxy", BodyHash = "X-Original-Body-Sha256" },
        Forwarding("/auth/caddy"),
        Forwarding("/auth/traefik") with { HandsOverBodies = true },
        Forwarding("/auth/envoy") with { Host = "Host", HasPathBehind = true, HandsOverBodies = true },
    ];

    /// <summary>The form of a request to the gateway; null when it is at none of these paths.</summary>
    public static AskerForm? Find(string rawTarget)
    {
        var mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? rawTarget.AsSpan() : rawTarget.AsSpan(0, mark);
        foreach (var form in All)
        {
            if (form.HasPathBehind ? path.StartsWith(form.Path, StringComparison.Ordinal) && path[form.Path.Length..] is ['/', ..]
                : path.SequenceEqual(form.Path))
            {
                return form;
            }
        }

        return null;
    }

    private static AskerForm Forwarding(string path) => new()
    {
        Path = path,
        Method = "X-Forwarded-Method",
        Target = "X-Forwarded-Uri",
        Host = "X-Forwarded-Host",
        Scheme = "X-Forwarded-Proto",
        Prefix = "X-Forwarded-",
    };
}
