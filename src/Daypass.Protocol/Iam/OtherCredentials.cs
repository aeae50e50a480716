using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>List the service-specific credentials of a user.</summary>
[Operation("ListServiceSpecificCredentials", Service.Iam, Output = typeof(ListServiceSpecificCredentialsResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.ServiceNotSupported])]
public sealed partial record ListServiceSpecificCredentialsRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }

    /// <summary>Only credentials of this service.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Whether to list the credentials of every user.</summary>
    public bool? AllUsers { get; init; }
}

/// <summary>What ListServiceSpecificCredentials answers.</summary>
[OperationOutput]
public sealed partial record ListServiceSpecificCredentialsResponse
{
    /// <summary>The credentials.</summary>
    public IReadOnlyList<ServiceSpecificCredentialMetadata>? ServiceSpecificCredentials { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }
}
