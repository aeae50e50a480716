using Daypass.Protocol.Errors;

namespace Daypass.Core.Mfa;

/// <summary>What is wrong with an MFA code, in AWS's words; clients tell by them whether to ask for the next code.</summary>
public static class MfaErrors
{
    /// <summary>The code is wrong, was used before, or comes too soon after too many wrong ones.</summary>
    public static AwsError WrongCode(string reason) =>
        new("AccessDenied", 403, "MultiFactorAuthentication failed with invalid MFA one time pass code. ") { Reason = reason };

    /// <summary>The serial number is unknown, or the device is not this caller's.</summary>
    public static AwsError WrongSerial(string reason) =>
        new("AccessDenied", 403, "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.") { Reason = reason };

    /// <summary>Two codes with which a device is enabled or synchronised are not two consecutive ones of it.</summary>
    public static AwsError CodesDoNotFit() =>
        new("InvalidAuthenticationCode", 403, "Authentication code for device is not valid.");
}
