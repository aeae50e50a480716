using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Mfa;
using Daypass.Iam.Tags;
using QRCoder;

namespace Daypass.Iam.MfaDevices;

/// <summary>Makes a virtual MFA device; its seed is shown this once, as text and as a picture to scan, and stored under the master key.</summary>
internal sealed class CreateVirtualMfaDevice(IamServices iam) : CreateOperation<CreateVirtualMfaDeviceRequest, CreateVirtualMfaDeviceResponse>(
    iam, IamResource.MfaDevice, static input => (input.Path, input.VirtualMfaDeviceName), PermissionKeys.RequestTags, "iam:TagMFADevice")
{
    private const int SeedLength = 40;
    private const int PixelsPerModule = 4;
    private const int DevicesPerUser = 8;

    protected override IamRequestKeys KeysOf(CreateVirtualMfaDeviceRequest input) => new() { Tags = input.Tags };

    protected override async ValueTask<Result<CreateVirtualMfaDeviceResponse>> Handle(CreateVirtualMfaDeviceRequest input, OperationContext context)
    {
        if (input.VirtualMfaDeviceName.Length > MfaDevice.LongestName)
        {
            return IamErrors.InvalidInput($"The name of a virtual MFA device has at most {MfaDevice.LongestName} characters.");
        }

        var tags = EntityTags.Create<MfaDevice>(input.Tags, Iam.Quotas);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var seed = RandomNumberGenerator.GetBytes(SeedLength);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var device = new MfaDevice
        {
            Account = context.Caller.Account,
            Name = input.VirtualMfaDeviceName,
            Id = id,
            Path = input.Path ?? "/",
            SealedSeed = Iam.Envelope.Seal(MfaVerifier.SeedPurpose, id, seed),
            Tags = tags.Value,
        };
        var added = await Iam.Store.Write(
            transaction => transaction.Add(() => device, ("MFADevicesPerAccount", DevicesPerUser * Iam.Quotas.Users), context.Cancelled),
            context.Cancelled);
        return added.Succeeded ? Answer(device, seed) : added.Error;
    }

    private CreateVirtualMfaDeviceResponse Answer(MfaDevice device, byte[] seed)
    {
        var text = Base32Text.Encode(seed);
        CryptographicOperations.ZeroMemory(seed);
        var label = Uri.EscapeDataString($"{device.Name}@{device.Account}");
        using var code = QRCodeGenerator.GenerateQrCode($"otpauth://totp/{label}?secret={text}&issuer=Daypass", QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return new CreateVirtualMfaDeviceResponse
        {
            VirtualMfaDevice = new VirtualMfaDeviceShape
            {
                SerialNumber = Iam.Arns.For(device),
                Base32StringSeed = Encoding.ASCII.GetBytes(text),
                QrCodePng = picture.GetGraphic(PixelsPerModule),
                Tags = device.Tags.OrNone(),
            },
        };
    }
}
