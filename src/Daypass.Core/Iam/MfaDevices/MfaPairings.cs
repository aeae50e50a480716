using Daypass.Core.Entities;
using Daypass.Core.Iam.Records;
using Daypass.Core.Mfa;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.MfaDevices;

/// <summary>Enables a device for a user, or sets it right again, by two consecutive codes; both are used up by that.</summary>
internal sealed class MfaPairings(IamParts iam)
{
    /// <summary>Gives an unassigned device to a user.</summary>
    public ValueTask<Result<NoOutput>> Enable(string userName, string serial, string first, string second, OperationContext context) => Pair(
        userName, serial, first, second, context, async (transaction, device, owner) =>
        {
            if (device.OwnerId is not null)
            {
                return IamErrors.AlreadyExists("MFADevice entity at the same path and name already exists.");
            }

            return await transaction.CountReferrers(device.Account, Relation.Owner, owner.Id, context.Cancelled) >= iam.Quotas.MfaDevicesPerUser
                ? IamErrors.QuotaExceeded("MFADevicesPerUser", iam.Quotas.MfaDevicesPerUser)
                : device with { OwnerId = owner.Id, EnabledAt = iam.Now };
        });

    /// <summary>Measures anew how far the clock of a user's device is off.</summary>
    public ValueTask<Result<NoOutput>> Resync(string userName, string serial, string first, string second, OperationContext context) => Pair(
        userName, serial, first, second, context,
        (_, device, owner) => new ValueTask<Result<MfaDevice>>(device.OwnerId == owner.Id ? device : IamErrors.UnknownMfaDevice(serial)));

    private async ValueTask<Result<NoOutput>> Pair(
        string userName, string serial, string first, string second, OperationContext context, Func<IDirectoryTransaction, MfaDevice, Owner, ValueTask<Result<MfaDevice>>> change)
    {
        var paired = await iam.Store.Write<(MfaDevice Device, long First)>(
            async transaction =>
            {
                var owner = await FindOwner(transaction, userName, context);
                if (!owner.Succeeded)
                {
                    return owner.Error;
                }

                if (await MfaSerials.Find(transaction, iam.Arns, context.Caller.Account, serial, context.Cancelled) is not { } device)
                {
                    return IamErrors.UnknownMfaDevice(serial);
                }

                var changed = await change(transaction, device, owner.Value);
                if (!changed.Succeeded)
                {
                    return changed.Error;
                }

                if (MfaPairing.Find(iam.Service.Mfa.Seed(device), first, second, context.Now) is not { } found)
                {
                    return IamErrors.WrongCodes;
                }

                var stored = changed.Value with { DriftSteps = found.Drift };
                return await transaction.TryUpdate(device, stored, context.Cancelled) ? (stored, found.First) : IamErrors.ConcurrentModification;
            },
            context.Cancelled);
        if (!paired.Succeeded)
        {
            return paired.Error;
        }

        var (device, firstStep) = paired.Value;
        await iam.Service.Mfa.TryUse(device, firstStep, context.Now, context.Cancelled);
        await iam.Service.Mfa.TryUse(device, firstStep + 1, context.Now, context.Cancelled);
        return NoOutput.Instance;
    }

    // Root has no user name; its own name stands for it where a name must be given.
    private static async ValueTask<Result<Owner>> FindOwner(IDirectoryReader reader, string userName, OperationContext context)
    {
        var named = await Owners.Find(reader, userName, context);
        return !named.Succeeded && context.Caller.IsRoot && userName == "root" ? new Owner(context.Caller.Account, null) : named;
    }
}
