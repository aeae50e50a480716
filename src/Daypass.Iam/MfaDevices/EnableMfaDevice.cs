namespace Daypass.Iam.MfaDevices;

/// <summary>Gives an unassigned device to a user, or to root.</summary>
internal sealed class EnableMfaDevice(IamServices iam) : MfaCodesOperation<EnableMfaDeviceRequest>(iam)
{
    protected override ValueTask<AwsError?> Validate(IDirectoryTransaction transaction, Owner owner, OperationContext context) =>
        MfaSelfManagement.Validate(transaction, context.Caller, owner, context.Cancelled);

    protected override async ValueTask<Result<MfaDevice>> Change(IDirectoryTransaction transaction, MfaDevice device, Owner owner, CancellationToken cancelled)
    {
        if (device.OwnerId is { } holder)
        {
            return IamErrors.AlreadyExists(
                holder == owner.Id ? $"MFA Device for user {owner.Name} already exists." : "MFA Device is already in use.");
        }

        return await transaction.HasMfaDevice(owner, cancelled, Iam.Quotas.MfaDevicesPerUser)
            ? IamErrors.QuotaExceeded("MFADevicesPerUser", Iam.Quotas.MfaDevicesPerUser)
            : device with { OwnerId = owner.Id, EnabledAt = Iam.Now };
    }
}
