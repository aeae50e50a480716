namespace Daypass.Protocol.Errors;

// Identity providers whose keys cannot be fetched.
public static partial class Reasons
{
    public static ReasonId FetchUnexpected { get; } = new("DP-NET-00", "fetching the keys made the server fail in a way that is not foreseen",
        "A bug of Daypass; the detail names the exception. Report it with what the provider answered.");

    public static ReasonId AddressNotHttps { get; } = new("DP-NET-01", "not an https address of an allowed host",
        "The provider's URL or its `jwks_uri` is not https, names a user, or is not among `--issuer-host`.");

    public static ReasonId AddressForbidden { get; } = new("DP-NET-02", "no address of the host may be connected to",
        "The name leads to this machine or a private network, which `--allow-loopback-issuers`, `--allow-private-issuers` or `--issuer-resolve` allow, "
        + "or to an address that is never contacted. An issuer that nobody expects there may be an attack.");

    public static ReasonId AnswerStatus { get; } = new("DP-NET-03", "the provider answers with another status than 200",
        "The detail names the status; redirects are not followed. Correct the provider's URL or the provider.");

    public static ReasonId AnswerEncoded { get; } = new("DP-NET-04", "the answer has an encoding that was not asked for",
        "Have the provider, or the proxy before it, answer without Content-Encoding where none is asked for.");

    public static ReasonId AnswerTooLong { get; } = new("DP-NET-05", "the provider's answer is too long",
        "A discovery document may have 64 KiB and a key set 256 KiB. Remove old keys at the provider.");

    public static ReasonId AnswerTooLate { get; } = new("DP-NET-06", "no complete answer in time",
        "The provider is slow or a firewall drops packets. Ask it from the server's machine.");

    public static ReasonId ConnectionFailed { get; } = new("DP-NET-07", "the connection failed",
        "The detail is the system's message: name not found, refused, reset, TLS. Ask the provider from the server's machine.");

    public static ReasonId NoKeysYet { get; } = new("DP-NET-08", "no keys of the provider are known",
        "No fetch has succeeded yet and the next one waits for its turn. An earlier record says why the last one failed.");

    public static ReasonId ProviderUrlInvalid { get; } = new("DP-NET-09", "the provider's URL is not a URL",
        "Delete the OpenID Connect provider and create it with a correct URL.");

    public static ReasonId CertificateMissing { get; } = new("DP-NET-10", "the provider presented no certificate",
        "The provider's server does not speak TLS as it should. Ask it from the server's machine.");

    public static ReasonId CertificateOtherName { get; } = new("DP-NET-11", "the certificate is for another host name",
        "Correct the provider's URL or its certificate; a thumbprint does not help here.");

    public static ReasonId CertificateUntrusted { get; } = new("DP-NET-12", "the certificate chains to no trusted root and no thumbprint of the provider fits",
        "Trust the root with `--issuer-roots`, or add the thumbprint of the certificate or its issuer to the provider. Look at the dates, too.");

    public static ReasonId DiscoveryNotJson { get; } = new("DP-NET-20", "the discovery document is not one JSON object without duplicates",
        "The URL leads to something else, such as a page for people, or the provider is broken.");

    public static ReasonId DiscoveryOfOtherIssuer { get; } = new("DP-NET-21", "the discovery document is another issuer's",
        "Create the OpenID Connect provider with exactly the URL that stands as `issuer` in the document.");

    public static ReasonId DiscoveryWithoutKeys { get; } = new("DP-NET-22", "the discovery document has no jwks_uri",
        "The provider publishes no keys where OpenID Connect says. It cannot be used.");

    public static ReasonId KeySetNotJson { get; } = new("DP-NET-23", "the key set is not one JSON object with an array of keys",
        "Look at what the provider's `jwks_uri` answers.");
}
