using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;

namespace Daypass.Core.Mfa;

/// <summary>Serial numbers of virtual MFA devices: their ARNs.</summary>
public static class MfaSerials
{
    /// <summary>The device with exactly this serial number in the account, or null.</summary>
    public static async ValueTask<MfaDevice?> Find(IDirectoryReader reader, EntityArns arns, string account, string serial, CancellationToken cancelled) =>
        Arn.TryParse(serial, out var arn) && arn.Account.SequenceEqual(account) && arn.ResourceType.SequenceEqual("mfa") && arn.ResourcePath.Length > 0
        && await reader.Find<MfaDevice>(account, MfaDevice.KeyName(arn.ResourcePath.ToString(), arn.ResourceName.ToString()), cancelled) is { } device
        && string.Equals(arns.For(device), serial, StringComparison.Ordinal)
            ? device
            : null;
}
