using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Outbound;

/// <summary>Switches an account's outbound web identity federation on and off.</summary>
public sealed class OutboundFederation(IDirectoryStore store, KeyRotation rotation, WebIdentityIssuer issuer)
{
    /// <summary>Switches it on and makes the signing keys the account needs; FeatureEnabled when it is on.</summary>
    /// <returns>The issuer.</returns>
    public async ValueTask<Result<string>> Enable(string account, CancellationToken cancelled)
    {
        // Keys first: who is told that the feature is on can ask for a token at once.
        await rotation.Ensure(JwtPurpose.Create(account, JwtPurpose.Rs256), cancelled);
        await rotation.Ensure(JwtPurpose.Create(account, JwtPurpose.Es384), cancelled);
        var changed = await Set(account, true, IamErrors.FeatureEnabled($"Outbound identity federation is already enabled for account {account}"), cancelled);
        return changed.Succeeded ? issuer.IssuerOf(account) : changed.Error;
    }

    /// <summary>Switches it off; what was issued lives on, and so do the published keys. FeatureDisabled when it is off.</summary>
    public async ValueTask<Result<string>> Disable(string account, CancellationToken cancelled)
    {
        var changed = await Set(
            account, false, IamErrors.FeatureDisabled($"Outbound identity federation is already disabled for account {account}"), cancelled);
        return changed.Succeeded ? issuer.IssuerOf(account) : changed.Error;
    }

    /// <summary>The issuer; FeatureDisabled when the feature is off.</summary>
    public async ValueTask<Result<string>> Find(string account, CancellationToken cancelled) =>
        await store.Find<Account>("", account, cancelled) is { OutboundFederation: true } ? issuer.IssuerOf(account) : IsDisabled(account);

    private static AwsError IsDisabled(string account) => IamErrors.FeatureDisabled($"Outbound identity federation is disabled for account {account}");

    private ValueTask<Result<bool>> Set(string account, bool enabled, AwsError already, CancellationToken cancelled) => store.Write<bool>(
        async transaction =>
        {
            if (await transaction.Find<Account>("", account, cancelled) is not { } found)
            {
                throw new InvalidOperationException($"The caller's account {account} is not stored.");
            }

            return found.OutboundFederation == enabled
                ? already
                : await transaction.TryUpdate(found, found with { OutboundFederation = enabled, OutboundIssuer = account }, cancelled);
        },
        cancelled);
}
