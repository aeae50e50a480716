using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Protocols;

/// <summary>
/// Requests for services that are not here: <c>AWS_ENDPOINT_URL</c> sends every service of an SDK to one address. Each gets an error that its client can
/// read, in the protocol of its service. No signature is looked at: the answer tells nothing but what this server is.
/// </summary>
internal static class ForeignService
{
    private const int LongestName = 60;

    /// <summary>The refusal of a request whose signature names a service that is not here, in that service's protocol; null for all others.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operations">What is here.</param>
    /// <param name="isForm">Whether its members came as those of Query.</param>
    public static Dispatch? Find(in IncomingRequest request, OperationTable operations, bool isForm) =>
        SigningName(request.Signed) is { Length: > 0 } service && !operations.Serves(service)
            ? new Dispatch(null, default, CommonErrors.ServiceNotServed(Title(service))) { Speaks = ForeignProtocol.Of(service, isForm) }
            : null;

    /// <summary>The refusal in AWS JSON, whose header names the service where no signature does; null when the service is here or the name is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operations">What is here.</param>
    /// <param name="prefix">The name before the operation in <c>X-Amz-Target</c>.</param>
    public static AwsError? Find(in IncomingRequest request, OperationTable operations, string prefix)
    {
        var service = SigningName(request.Signed);
        return !IsName(prefix) || operations.Serves(service) ? null : CommonErrors.ServiceNotServed(service.Length > 0 ? Title(service) : prefix);
    }

    /// <summary>The service in the scope of the signature, from the header or the query; empty when there is none that can be read.</summary>
    internal static string SigningName(in SignedRequest request)
    {
        foreach (var (name, value) in request.Headers.Span)
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                var credential = value.IndexOf("Credential=", StringComparison.Ordinal);
                return credential < 0 ? "" : FourthPart(value.AsSpan(credential + "Credential=".Length), "/");
            }
        }

        const string Parameter = "X-Amz-Credential=";
        var query = request.RawTarget.IndexOf(Parameter, StringComparison.OrdinalIgnoreCase);
        if (query < 0)
        {
            return "";
        }

        var presigned = request.RawTarget.AsSpan(query + Parameter.Length);
        return FourthPart(presigned, presigned.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? "%2F" : "/");
    }

    // KEY/20261130/us-east-1/SERVICE/aws4_request
    private static string FourthPart(ReadOnlySpan<char> credential, string separator)
    {
        for (var part = 0; part < 3; part++)
        {
            var end = credential.IndexOf(separator, StringComparison.OrdinalIgnoreCase);
            if (end < 0)
            {
                return "";
            }

            credential = credential[(end + separator.Length)..];
        }

        var length = credential.IndexOf(separator, StringComparison.OrdinalIgnoreCase);
        return length > 0 && IsName(credential[..length]) ? credential[..length].ToString() : "";
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestName)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What people call a service that signs under another name.</summary>
    private static string Title(string signingName) => signingName switch
    {
        "monitoring" => "cloudwatch",
        "email" => "ses",
        "elasticfilesystem" => "efs",
        "elasticmapreduce" => "emr",
        "elasticloadbalancing" => "elb",
        "es" => "opensearch",
        "execute-api" => "apigateway",
        "states" => "stepfunctions",
        "tagging" => "resourcegroupstaggingapi",
        _ => signingName,
    };
}
