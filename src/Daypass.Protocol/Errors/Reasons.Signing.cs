namespace Daypass.Protocol.Errors;

// Requests whose signature cannot be verified.
public static partial class Reasons
{
    public static ReasonId NotSigned { get; } = new("DP-SIG-01", "no Authorization header and no X-Amz-Algorithm",
        "The client sent no credentials: have it sign its requests. Some operations need no signature; this one does.");

    public static ReasonId SignedTwice { get; } = new("DP-SIG-02", "signature parameters in the header and in the query",
        "The client has to sign in the header or in the query, not in both. Look for a proxy that adds one of them.");

    public static ReasonId AuthorizationTooLong { get; } = new("DP-SIG-03", "Authorization header over 8 KiB",
        "No SDK makes such a header. Look for a proxy that adds to it, and otherwise for an attack.");

    public static ReasonId MalformedTarget { get; } = new("DP-SIG-04", "target is not absolute or has a malformed escape",
        "The client sent a path or query that is no URL. Look for a proxy that rewrites it.");

    public static ReasonId MalformedMethod { get; } = new("DP-SIG-05", "method is not a token",
        "The HTTP method has characters that none may have. The client is broken or an attacker.");

    public static ReasonId HostNotSigned { get; } = new("DP-SIG-06", "host is not signed",
        "Have the client sign the Host header, as all SDKs do.");

    public static ReasonId MalformedSignedHeaders { get; } = new("DP-SIG-07", "SignedHeaders is not sorted, unique, lower-case names",
        "The client's signer is wrong here: see `daypass-server sigv4 verify --explain`.");

    public static ReasonId MalformedSignature { get; } = new("DP-SIG-08", "signature is not 64 lower-case hexadecimal digits",
        "The client's signer is wrong here: see `daypass-server sigv4 verify --explain`.");

    public static ReasonId OtherHostInTarget { get; } = new("DP-SIG-09", "target names another host than the Host header",
        "Look for a proxy that changes one of the two; the client signed one host and reached another.");

    public static ReasonId BodyNotHashed { get; } = new("DP-SIG-10", "x-amz-content-sha256 is not a SHA-256: unsigned and streamed payloads are refused",
        "Have the client sign the payload; leave the options for unsigned or streamed payloads off.");

    public static ReasonId BodyHashDiffers { get; } = new("DP-SIG-11", "x-amz-content-sha256 is not the hash of the body",
        "The body was changed on its way. Look for a proxy that rewrites, decodes or cuts bodies.");

    public static ReasonId SignatureDiffers { get; } = new("DP-SIG-12", "signature differs from the one calculated",
        "The secret key is wrong, or something between client and server changes the request (host, path, headers, body). `daypass-server sigv4 verify "
        + "--explain` shows what was to be signed.");

    public static ReasonId SessionTokenInHeaderOfPresigned { get; } = new("DP-SIG-13", "a presigned request carries its session token in a header",
        "Presign with the session token in the query, as the SDKs do.");

    public static ReasonId AuthorizationIncomplete { get; } = new("DP-SIG-14", "part of the Authorization header is missing",
        "The error's message names the part. The client's signer is wrong, or a proxy drops headers.");

    public static ReasonId QueryIncomplete { get; } = new("DP-SIG-15", "a signature parameter is missing from the query",
        "The error's message names the parameter. The presigned URL was cut, or its signer is wrong.");

    public static ReasonId OtherAlgorithm { get; } = new("DP-SIG-16", "only AWS4-HMAC-SHA256 is verified",
        "Have the client sign with SigV4; SigV4A and older versions are not served.");

    public static ReasonId ComponentWithoutValue { get; } = new("DP-SIG-17", "Authorization component without '='",
        "The client's signer is wrong, or the header was cut on its way.");

    public static ReasonId ComponentRepeated { get; } = new("DP-SIG-18", "repeated Authorization component",
        "The client's signer is wrong here; no SDK does that.");

    public static ReasonId HeaderRepeated { get; } = new("DP-SIG-19", "repeated header that may occur once",
        "The error's message names the header. Look for a proxy that adds a second one.");

    public static ReasonId ParameterRepeated { get; } = new("DP-SIG-20", "repeated X-Amz-* parameter",
        "The presigned URL was changed after it was signed, or its signer is wrong.");

    public static ReasonId MalformedCredential { get; } = new("DP-SIG-21", "credential is not of five parts",
        "The credential has to be KEY/DATE/REGION/SERVICE/aws4_request. The client's signer is wrong, or the key id has a slash.");

    public static ReasonId MalformedDate { get; } = new("DP-SIG-22", "signing time is not YYYYMMDDTHHMMSSZ",
        "Have the client send X-Amz-Date in this form, in UTC.");

    public static ReasonId AmzHeaderNotSigned { get; } = new("DP-SIG-23", "an x-amz-* header is not signed",
        "The error's message names the header. Look for a proxy that adds it, or have the client sign it.");

    public static ReasonId SignedHeaderAbsent { get; } = new("DP-SIG-24", "a signed header is not in the request",
        "The detail names the header. Look for a proxy that drops it.");

    public static ReasonId OtherScope { get; } = new("DP-SIG-25", "credential scope is not ours",
        "The error's message says whether date, region, service or end is wrong. Set the client's region, see `--region`, or its service's signing name.");

    public static ReasonId SignatureExpired { get; } = new("DP-SIG-26", "signed too long ago",
        "Set the clocks of client and server (NTP). A presigned URL that is over has to be made anew.");

    public static ReasonId SignatureAhead { get; } = new("DP-SIG-27", "signed too far in the future",
        "Set the clocks of client and server (NTP).");

    public static ReasonId MalformedExpires { get; } = new("DP-SIG-28", "X-Amz-Expires is not a number of seconds",
        "Presign for 1 to 604800 seconds.");
}
