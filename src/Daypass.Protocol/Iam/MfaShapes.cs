using Daypass.Protocol.Attributes;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>An MFA device of a user.</summary>
[QueryOutput]
public sealed partial record MfaDeviceShape
{
    /// <summary>The user.</summary>
    public required string UserName { get; init; }

    /// <summary>The serial number (the ARN).</summary>
    public required string SerialNumber { get; init; }

    /// <summary>When it was enabled.</summary>
    public required DateTimeOffset EnableDate { get; init; }
}

/// <summary>A virtual MFA device; the seed is there only when it has just been created.</summary>
[QueryOutput]
public sealed partial record VirtualMfaDeviceShape
{
    /// <summary>The serial number (the ARN).</summary>
    public required string SerialNumber { get; init; }

    /// <summary>The seed, base32.</summary>
    [Sensitive]
    public ReadOnlyMemory<byte>? Base32StringSeed { get; init; }

    /// <summary>The seed as a QR code, PNG.</summary>
    [WireName("QRCodePNG"), Sensitive]
    public ReadOnlyMemory<byte>? QrCodePng { get; init; }

    /// <summary>The user who has it.</summary>
    public UserShape? User { get; init; }

    /// <summary>When it was enabled.</summary>
    public DateTimeOffset? EnableDate { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}
