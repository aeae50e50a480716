using System.Security.Cryptography.X509Certificates;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.S3.Settings;

/// <summary>A store behind the gateway.</summary>
internal sealed record StoreSettings
{
    /// <summary>What the file calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Its URLs; several are the same store at several addresses.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>What kind of store it is.</summary>
    public required StorePreset Preset { get; init; }

    /// <summary>The one key that it knows.</summary>
    public required SigningCredentials Credentials { get; init; }

    /// <summary>The region that is signed for.</summary>
    public required string Region { get; init; }

    /// <summary>The service that is signed for.</summary>
    public string Service { get; init; } = "s3";

    /// <summary>Whether the bucket is part of the host name.</summary>
    public bool UsesVirtualHosts { get; init; }

    /// <summary>How bodies are covered by signatures.</summary>
    public PayloadSigning Payload { get; init; }

    /// <summary>The operations it is asked for.</summary>
    public required IReadOnlySet<string> Operations { get; init; }

    /// <summary>The roots that its certificate must come from; those of the machine when null.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>How many connections are held to each of its URLs.</summary>
    public int Connections { get; init; } = 512;

    /// <summary>How often each URL is asked whether it is there.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(10);
}
