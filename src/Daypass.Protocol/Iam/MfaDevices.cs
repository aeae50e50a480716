using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Create a virtual MFA device; its seed is shown this once.</summary>
[Operation("CreateVirtualMFADevice", Service.Iam, Output = typeof(CreateVirtualMfaDeviceResponse),
    Errors = [ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.EntityAlreadyExists, ErrorCode.ConcurrentModification])]
public sealed partial record CreateVirtualMfaDeviceRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Path]
    public string? Path { get; init; }

    /// <summary>The name of the device.</summary>
    [WireName("VirtualMFADeviceName"), Length(1, int.MaxValue), Pattern(Patterns.NonEmptyName)]
    public required string VirtualMfaDeviceName { get; init; }

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreateVirtualMFADevice answers.</summary>
[OperationOutput]
public sealed partial record CreateVirtualMfaDeviceResponse
{
    /// <summary>The device, with its seed for the only time.</summary>
    [WireName("VirtualMFADevice")]
    public required VirtualMfaDeviceShape VirtualMfaDevice { get; init; }
}

/// <summary>Prove with two codes in a row that an MFA device is at hand.</summary>
public abstract record MfaCodesRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }

    /// <summary>The serial number (the ARN) of the device.</summary>
    [IamSerialNumber]
    public required string SerialNumber { get; init; }

    /// <summary>A code the device shows.</summary>
    [AuthenticationCode]
    public required string AuthenticationCode1 { get; init; }

    /// <summary>The code the device shows next.</summary>
    [AuthenticationCode]
    public required string AuthenticationCode2 { get; init; }
}

/// <summary>Give a user an MFA device, proven by two codes in a row.</summary>
[Operation("EnableMFADevice", Service.Iam,
    Errors =
    [
        ErrorCode.EntityAlreadyExists, ErrorCode.EntityTemporarilyUnmodifiable, ErrorCode.InvalidAuthenticationCode, ErrorCode.LimitExceeded,
        ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification
    ])]
public sealed partial record EnableMfaDeviceRequest : MfaCodesRequest;

/// <summary>Take an MFA device from its user.</summary>
[Operation("DeactivateMFADevice", Service.Iam,
    Errors = [ErrorCode.EntityTemporarilyUnmodifiable, ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record DeactivateMfaDeviceRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }

    /// <summary>The serial number (the ARN) of the device.</summary>
    [IamSerialNumber]
    public required string SerialNumber { get; init; }
}

/// <summary>Delete a virtual MFA device that no user has.</summary>
[Operation("DeleteVirtualMFADevice", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record DeleteVirtualMfaDeviceRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [IamSerialNumber]
    public required string SerialNumber { get; init; }
}

/// <summary>Set the clock of an MFA device by two codes in a row.</summary>
[Operation("ResyncMFADevice", Service.Iam,
    Errors = [ErrorCode.InvalidAuthenticationCode, ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record ResyncMfaDeviceRequest : MfaCodesRequest;

/// <summary>List the MFA devices of a user.</summary>
[Operation("ListMFADevices", Service.Iam, Output = typeof(ListMfaDevicesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListMfaDevicesRequest : ListUserCredentialsRequest;

/// <summary>What ListMFADevices answers.</summary>
[OperationOutput]
public sealed partial record ListMfaDevicesResponse : PagedResponse
{
    /// <summary>The devices.</summary>
    [WireName("MFADevices")]
    public required IReadOnlyList<MfaDeviceShape> MfaDevices { get; init; }
}

/// <summary>List the virtual MFA devices.</summary>
[Operation("ListVirtualMFADevices", Service.Iam, Output = typeof(ListVirtualMfaDevicesResponse))]
public sealed partial record ListVirtualMfaDevicesRequest : PagedRequest
{
    /// <summary>Only devices that are, or are not, assigned to a user.</summary>
    [OneOf("Assigned", "Unassigned", "Any")]
    public string? AssignmentStatus { get; init; }
}

/// <summary>What ListVirtualMFADevices answers.</summary>
[OperationOutput]
public sealed partial record ListVirtualMfaDevicesResponse : PagedResponse
{
    /// <summary>The devices.</summary>
    [WireName("VirtualMFADevices")]
    public required IReadOnlyList<VirtualMfaDeviceShape> VirtualMfaDevices { get; init; }
}

/// <summary>Describe an MFA device.</summary>
[Operation("GetMFADevice", Service.Iam, Output = typeof(GetMfaDeviceResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetMfaDeviceRequest
{
    /// <summary>The serial number (the ARN) of the device.</summary>
    [IamSerialNumber]
    public required string SerialNumber { get; init; }

    /// <summary>The name of the user.</summary>
    [UserName]
    public string? UserName { get; init; }
}

/// <summary>What GetMFADevice answers.</summary>
[OperationOutput]
public sealed partial record GetMfaDeviceResponse
{
    /// <summary>The name of the user.</summary>
    public string? UserName { get; init; }

    /// <summary>The serial number (the ARN) of the device.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>When the device was enabled.</summary>
    public DateTimeOffset? EnableDate { get; init; }

    /// <summary>Certifications of the device.</summary>
    public IReadOnlyDictionary<string, string>? Certifications { get; init; }
}
