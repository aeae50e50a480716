using Daypass.Protocol.Signing;
using Daypass.Verifier.Refusals;
using Microsoft.AspNetCore.Authentication;

namespace Daypass.AspNetCore.Options;

/// <summary>What a service is called, whose credentials it accepts, and how it refuses. Most of it can stand in the configuration, under
/// <c>Authentication:Schemes:Daypass</c>.</summary>
public sealed class DaypassOptions : AuthenticationSchemeOptions
{
    /// <summary>The URL of the Daypass server.</summary>
    public Uri? Server { get; set; }

    /// <summary>The name that callers sign for, the service in the credential scope.</summary>
    public string SigningName { get; set; } = "";

    /// <summary>The region that callers sign for, and <c>{region}</c> in templates of ARNs.</summary>
    public string Region { get; set; } = "";

    /// <summary>The account the service belongs to, <c>{account}</c> in templates of ARNs; that of the access key when left out.</summary>
    public string Account { get; set; } = "";

    /// <summary>The service's own credentials, asked for at each call to the server; by default those of the configuration, else of
    /// <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c>.</summary>
    public Func<CancellationToken, ValueTask<SigningCredentials>>? Credentials { get; set; }

    /// <summary>The form of refusals, where an endpoint does not say another.</summary>
    public RefusalFormat Refusals { get; set; } = RefusalFormat.Xml;

    /// <summary>Whether clients sign as for S3: paths as they are, bodies in chunks, presigned URLs for up to a week.</summary>
    public bool SignsAsStorage { get; set; }

    /// <summary>Whether a body may come that the signature does not cover, where an endpoint does not say otherwise; for services that sign as S3.</summary>
    public bool AllowUnsignedPayload { get; set; }

    /// <summary>Whether callers of other accounts are put to the server, with a call for each of their requests; otherwise they are refused.</summary>
    public bool AskAboutForeignCallers { get; set; } = true;

    /// <summary>Whether the server is asked about a denial, so that it carries an encoded message and is on record; a call for each denial.</summary>
    public bool AskAboutDenials { get; set; }

    /// <summary>For how long requests of known callers are served while the server cannot be reached; afterwards all are refused with 503.</summary>
    public TimeSpan LongestOutage { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many callers are kept.</summary>
    public int MostCallers { get; set; } = 10_000;

    /// <summary>The longest body that is kept in memory, in bytes: one whose hash is signed without the request saying which.</summary>
    public int LongestKeptBody { get; set; } = 1024 * 1024;

    /// <summary>How many bytes of such bodies are kept at once, all requests together.</summary>
    public long MostKeptBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Sends the calls to the server, in tests and where there is a proxy; not disposed of.</summary>
    public HttpMessageHandler? Backchannel { get; set; }
}
