using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Verification;

/// <summary>Ask, as a service, whose user name and password or API key it was given, and whether they may do what they ask for.</summary>
/// <remarks>Daypass's own: AWS keeps this to its own services. The credential is one of CreateServiceSpecificCredential.</remarks>
[Operation("CheckServiceCredential", Service.Verification, Output = typeof(CheckAccessResponse))]
public sealed partial record CheckServiceCredentialRequest : IAccessQuestion
{
    /// <summary>The service that the credential is for, for example <c>codecommit.amazonaws.com</c>.</summary>
    [Length(1, 128), Pattern("[0-9A-Za-z.-]*")]
    public required string ServiceName { get; init; }

    /// <summary>The user name, with a password.</summary>
    [Length(1, 200)]
    public string? ServiceUserName { get; init; }

    /// <summary>The password.</summary>
    [Length(1, 256), Sensitive]
    public string? ServicePassword { get; init; }

    /// <summary>An API key, in place of both.</summary>
    [Length(1, 1024), Sensitive]
    public string? ServiceCredentialSecret { get; init; }

    /// <summary>What is asked for, <c>service:Name</c>.</summary>
    [Length(3, 256), Pattern("[0-9A-Za-z:-]*")]
    public required string RequestedAction { get; init; }

    /// <summary>The ARN of what it is asked for on: without an account, or of the account that asks.</summary>
    [Length(1, 2048), Pattern(Patterns.StsArn)]
    public required string Resource { get; init; }

    /// <summary>Where the request came from, the value of <c>aws:SourceIp</c>; there is no such key when it is left out.</summary>
    [Length(2, 45), Pattern("[0-9A-Fa-f.:]*")]
    public string? SourceIp { get; init; }

    /// <summary>Whether it came over TLS, the value of <c>aws:SecureTransport</c>; false when left out.</summary>
    public bool? SecureTransport { get; init; }

    /// <summary>Condition keys of the service's own: each begins with the service of the action.</summary>
    [Count(0, 50)]
    public IReadOnlyList<ServiceKey> ServiceKeys { get; init; } = [];
}
