using Daypass.Core.Mfa;

namespace Daypass.Iam.MfaDevices;

/// <summary>Takes a device from its user; it stays, unassigned, with its clock and the last pair of codes that was accepted.</summary>
internal sealed class DeactivateMfaDevice(IamServices iam) : OwnerOperation<DeactivateMfaDeviceRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeactivateMfaDeviceRequest input, Owner owner, OperationContext context) =>
        Iam.Store.Write<MfaDevice>(
            async transaction =>
            {
                var current = await owner.Current(transaction, context.Cancelled);
                if (!current.Succeeded)
                {
                    return current.Error;
                }

                if (await MfaSelfManagement.Validate(transaction, context.Caller, current.Value, context.Cancelled) is { } refusal)
                {
                    return refusal;
                }

                var device = await MfaSerials.Find(transaction, Iam.Arns, owner.Account, input.SerialNumber, context.Cancelled);
                return device is null ? IamErrors.UnknownMfaDevice(input.SerialNumber)
                    : device.OwnerId != owner.Id ? IamErrors.NotThisUsersMfaDevice
                    : await transaction.Change(device, static (_, found) => new(found with { OwnerId = null, EnabledAt = null }), context.Cancelled);
            },
            context.Cancelled).WithoutOutput();
}
