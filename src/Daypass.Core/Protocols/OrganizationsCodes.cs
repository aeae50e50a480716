using Daypass.Protocol.Errors;

namespace Daypass.Core.Protocols;

/// <summary>The codes of the errors that any operation may end in, as clients of Organizations wait for them.</summary>
/// <remarks>https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html</remarks>
internal static class OrganizationsCodes
{
    private const int BadRequest = 400;

    /// <summary>The error with the code it has there; one that is Organizations' own stays as it is.</summary>
    public static AwsError Translate(AwsError error) => error.Code switch
    {
        "AccessDenied" => With(error, OrganizationsErrorCode.AccessDenied),
        "ConcurrentModification" => With(error, OrganizationsErrorCode.ConcurrentModification),
        "ExpiredToken" => With(error, "ExpiredTokenException"),
        "IncompleteSignature" or "MalformedQueryString" => With(error, "IncompleteSignatureException"),
        "InvalidClientTokenId" => With(error, "UnrecognizedClientException"),
        "MalformedInput" => With(error, "SerializationException"),
        "MissingAuthenticationToken" => With(error, "MissingAuthenticationTokenException"),
        "ServiceUnavailable" => error with { Code = "ServiceUnavailableException" },
        "SignatureDoesNotMatch" => With(error, "InvalidSignatureException"),
        "Throttling" => With(error, OrganizationsErrorCode.TooManyRequests),
        "ValidationError" => With(error, "ValidationException"),
        _ => error,
    };

    private static AwsError With(AwsError error, string code) => error with { Code = code, Status = BadRequest };
}
