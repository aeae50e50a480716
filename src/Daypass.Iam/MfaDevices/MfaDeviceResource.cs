using Daypass.Core.Directory;
using Daypass.Core.Mfa;
using Daypass.Protocol;

namespace Daypass.Iam.MfaDevices;

/// <summary>A virtual MFA device, named by its serial number, which is its ARN.</summary>
internal sealed class MfaDeviceResource() : ArnResource<MfaDevice>(IamResource.MfaDevice)
{
    /// <summary>The only one.</summary>
    public static MfaDeviceResource Instance { get; } = new();

    public override ValueTask<MfaDevice?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled) =>
        MfaSerials.Find(reader, arns, arn.Account.ToString(), arn.Text, cancelled);

    public override IReadOnlyList<EntityTag> TagsOf(MfaDevice found) => found.Tags;

    public override AwsError? Validate(MfaDevice? found, Arn arn, string account) => found?.Account == account ? null : IamErrors.UnknownMfaDevice(arn.Text);
}
