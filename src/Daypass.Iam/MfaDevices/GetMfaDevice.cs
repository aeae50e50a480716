using Daypass.Core.Mfa;

namespace Daypass.Iam.MfaDevices;

/// <summary>Describes a device of a user.</summary>
internal sealed class GetMfaDevice(IamServices iam) : OwnerOperation<GetMfaDeviceRequest, GetMfaDeviceResponse>(iam, static input => input.UserName)
{
    protected override async ValueTask<Result<GetMfaDeviceResponse>> Handle(GetMfaDeviceRequest input, Owner owner, OperationContext context) =>
        await MfaSerials.Find(Iam.Store, Iam.Arns, owner.Account, input.SerialNumber, context.Cancelled) is { } device && device.OwnerId == owner.Id
            ? new GetMfaDeviceResponse { UserName = owner.User?.Name, SerialNumber = input.SerialNumber, EnableDate = device.EnabledAt }
            : IamErrors.UnknownMfaDevice(input.SerialNumber);
}
