namespace Daypass.Iam.MfaDevices;

/// <summary>Deletes a device that no user and no root user has enabled.</summary>
internal sealed class DeleteVirtualMfaDevice(IamServices iam)
    : ArnOperation<DeleteVirtualMfaDeviceRequest, MfaDevice, NoOutput>(iam, MfaDeviceResource.Instance, static input => input.SerialNumber)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteVirtualMfaDeviceRequest input, MfaDevice found, OperationContext context) =>
        Iam.Store.Remove(
            found,
            static (_, current) => new(current.OwnerId is null ? null : IamErrors.DeleteConflict("MFA VirtualDevice in use. Must deactivate first.")),
            context.Cancelled);
}
