using Daypass.Iam.Tags;

namespace Daypass.Iam.MfaDevices;

/// <summary>Adds tags to a virtual MFA device.</summary>
internal sealed class TagMfaDevice(IamServices iam)
    : TagByArn<TagMfaDeviceRequest, MfaDevice>(iam, MfaDeviceResource.Instance, static input => input.SerialNumber);
