namespace Daypass.Iam.MfaDevices;

/// <summary>Would describe a FIDO security key. There are none here: all devices are virtual, and AWS's API refuses those.</summary>
internal sealed class GetMfaDevice(IamServices iam) : OwnerOperation<GetMfaDeviceRequest, GetMfaDeviceResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<GetMfaDeviceResponse>> Handle(GetMfaDeviceRequest input, Owner owner, OperationContext context) =>
        new(IamErrors.NotASecurityKey);
}
