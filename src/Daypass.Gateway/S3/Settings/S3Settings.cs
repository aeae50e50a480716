using Daypass.Server.Options;

namespace Daypass.Gateway.S3.Settings;

/// <summary>What the operator of an S3 gateway sets.</summary>
internal sealed record S3Settings
{
    /// <summary>Where it listens, several separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8030";

    /// <summary>The domains below which a bucket may be the first part of a host name; in lower case.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The region that callers sign for; any when null.</summary>
    public string? Region { get; init; }

    /// <summary>Its own TLS, and the proxies it believes.</summary>
    public EdgeOptions Edge { get; init; } = new();

    /// <summary>The Daypass server.</summary>
    public required ServerSettings Server { get; init; }

    /// <summary>The accounts that own buckets, by their ids.</summary>
    public required IReadOnlyList<AccountSettings> Accounts { get; init; }

    /// <summary>The stores.</summary>
    public required IReadOnlyList<StoreSettings> Stores { get; init; }

    /// <summary>Whose the buckets are and where.</summary>
    public required BucketSettings Buckets { get; init; }

    /// <summary>Limits.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>How long things may take.</summary>
    public TimeSettings Times { get; init; } = new();

    /// <summary>The access log; none when null.</summary>
    public AccessLogSettings? AccessLog { get; init; }

    /// <summary>The file that each denial is written to; none when null.</summary>
    public string? DenialFile { get; init; }

    /// <summary>Where Prometheus asks; nowhere when null.</summary>
    public string? Metrics { get; init; }
}
