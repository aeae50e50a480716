namespace Daypass.Iam.MfaDevices;

/// <summary>Measures anew how far the clock of a user's device is off.</summary>
internal sealed class ResyncMfaDevice(IamServices iam) : MfaCodesOperation<ResyncMfaDeviceRequest>(iam)
{
    protected override ValueTask<Result<MfaDevice>> Change(IDirectoryTransaction transaction, MfaDevice device, Owner owner, CancellationToken cancelled) =>
        new(device.OwnerId == owner.Id ? device : IamErrors.NotThisUsersMfaDevice);
}
