using Daypass.Iam.Tags;

namespace Daypass.Iam.MfaDevices;

/// <summary>Lists the tags of a virtual MFA device.</summary>
internal sealed class ListMfaDeviceTags(IamServices iam)
    : ListTagsByArn<ListMfaDeviceTagsRequest, MfaDevice>(iam, MfaDeviceResource.Instance, static input => input.SerialNumber);
