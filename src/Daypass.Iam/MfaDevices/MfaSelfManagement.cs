using Daypass.Core.Directory;

namespace Daypass.Iam.MfaDevices;

/// <summary>Keeps a stolen key from giving its owner another device, and from taking the owner's device off.</summary>
/// <remarks>AWS's own account of the rule: https://aws.amazon.com/security/security-bulletins/AWS-2023-001/.</remarks>
internal static class MfaSelfManagement
{
    /// <summary>The refusal for a caller that has a device and changes its own devices without MFA; null for everybody else.</summary>
    /// <remarks>It is asked in the transaction that changes the device: of two keys that enable a first device at once, the later one finds one.</remarks>
    public static async ValueTask<AwsError?> Validate(IDirectoryReader reader, Caller caller, Owner owner, CancellationToken cancelled) =>
        ActsOnItselfWithoutMfa(caller, owner) && await reader.HasMfaDevice(owner, cancelled) ? IamErrors.MfaNeededForOwnDevices : null;

    /// <summary>Whether the owner has at least that many enabled devices.</summary>
    public static async ValueTask<bool> HasMfaDevice(this IDirectoryReader reader, Owner owner, CancellationToken cancelled, int atLeast = 1) =>
        (await reader.Referrers<MfaDevice>(owner.Account, Relation.Owner, owner.Id, "/", "", atLeast, cancelled)).Count >= atLeast;

    // A task session of root is the work of another account's administrator: removing what root has is its task.
    private static bool ActsOnItselfWithoutMfa(Caller caller, Owner owner) => caller.Kind switch
    {
        CallerKind.User or CallerKind.Delegated => caller.User?.User.Id == owner.Id,
        CallerKind.Root => caller.Account == owner.Id,
        CallerKind.UserSession => caller.Session!.Grant.MfaAt is null && (caller.User?.User.Id ?? caller.Account) == owner.Id,
        _ => false,
    };
}
