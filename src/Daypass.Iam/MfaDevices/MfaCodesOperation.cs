using System.Security.Cryptography;
using Daypass.Core.Mfa;

namespace Daypass.Iam.MfaDevices;

/// <summary>An operation on a user and a device that takes two consecutive codes of the device.</summary>
/// <remarks>Each pair is good once. Sessions take its codes all the same.</remarks>
/// <typeparam name="TInput">The request record.</typeparam>
/// <param name="iam">What IAM's operations share.</param>
internal abstract class MfaCodesOperation<TInput>(IamServices iam)
    : IamOperation<TInput, Found<Owner>, NoOutput>(iam, new IamPermission(TInput.Operation.Name, IamResource.User, IamScope.Existing))
    where TInput : MfaCodesRequest, IOperationInput<TInput, NoOutput>
{
    protected sealed override async ValueTask<Result<Demand<Found<Owner>>>> Resolve(TInput request, OperationContext context)
    {
        var (account, name) = (context.Caller.Account, request.UserName);
        var named = await Owner.Find(Iam.Store, name, context);
        if (named.Succeeded)
        {
            return Require(named.Value.ToSubject(Iam.Arns, name), new Found<Owner>(named.Value), request, context);
        }

        // Root has no user name; its own name stands for it where a name must be given.
        var root = context.Caller.IsRoot && name == "root" ? new Owner(account, null) : null;
        var subject = new PermissionSubject(Iam.Arns.Iam(account, "user", "/", name), account) { Asked = name };
        return Require(subject, new Found<Owner>(root), request, context);
    }

    protected sealed override async ValueTask<Result<NoOutput>> Handle(TInput request, Found<Owner> target, OperationContext context)
    {
        if (target.Item is not { } authorized)
        {
            return EntityMessages.Unknown(EntityKind.User, request.UserName);
        }

        // Some thousand codes may have to be made to find the pair, which other writers should not have to wait for.
        var known = await MfaSerials.Find(Iam.Store, Iam.Arns, context.Caller.Account, request.SerialNumber, context.Cancelled);
        var here = TimeCode.StepAt(context.Now);
        var second = known is null || (known.OwnerId is { } holder && holder != authorized.Id) ? null : FindPair(known, request, here);
        return await Iam.Store.Write<NoOutput>(
            async transaction =>
            {
                var owner = await authorized.Current(transaction, context.Cancelled);
                if (!owner.Succeeded)
                {
                    return owner.Error;
                }

                if (await Validate(transaction, owner.Value, context) is { } refusal)
                {
                    return refusal;
                }

                if (await MfaSerials.Find(transaction, Iam.Arns, context.Caller.Account, request.SerialNumber, context.Cancelled) is not { } device)
                {
                    return IamErrors.UnknownMfaDevice(request.SerialNumber);
                }

                var changed = await Change(transaction, device, owner.Value, context.Cancelled);
                if (!changed.Succeeded)
                {
                    return changed.Error;
                }

                // The pair was found for the device as it was read before: with the seed, the clock and the last pair it had then.
                if (known is null || known.Id != device.Id || known.Version != device.Version)
                {
                    return IamErrors.ConcurrentModification;
                }

                if (second is not { } step)
                {
                    return IamErrors.WrongCodes;
                }

                var stored = changed.Value with { DriftSteps = (int)(step - here), LastPairStep = step };
                return await transaction.TryUpdate(device, stored, context.Cancelled) ? NoOutput.Instance : IamErrors.ConcurrentModification;
            },
            context.Cancelled);
    }

    private long? FindPair(MfaDevice device, TInput request, long here)
    {
        var seed = Iam.Mfa.Seed(device);
        try
        {
            return MfaPairing.Find(seed, request.AuthenticationCode1, request.AuthenticationCode2, here + device.DriftSteps, device.LastPairStep);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Why the caller may not do this to the owner's devices, whichever it names; null when it may.</summary>
    protected virtual ValueTask<AwsError?> Validate(IDirectoryTransaction transaction, Owner owner, OperationContext context) => default;

    /// <summary>The device as it is to be when the codes are right, or why it cannot be so. How far its clock is off is written after this.</summary>
    protected abstract ValueTask<Result<MfaDevice>> Change(IDirectoryTransaction transaction, MfaDevice device, Owner owner, CancellationToken cancelled);
}
