using Daypass.Iam.Tags;

namespace Daypass.Iam.MfaDevices;

/// <summary>Takes tags from a virtual MFA device.</summary>
internal sealed class UntagMfaDevice(IamServices iam)
    : UntagByArn<UntagMfaDeviceRequest, MfaDevice>(iam, MfaDeviceResource.Instance, static input => input.SerialNumber);
