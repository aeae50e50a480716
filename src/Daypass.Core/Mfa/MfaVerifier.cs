using System.Globalization;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Mfa;

/// <summary>Decides whether a code proves that its owner has an MFA device at hand: each code once, at most two steps of skew, a bounded number of
/// attempts.</summary>
/// <remarks>What was used is kept in the store that all nodes share, so it holds on all nodes at once.</remarks>
public sealed class MfaVerifier(IDirectoryStore store, IEphemeralStore ephemeral, SecretEnvelope envelope, EntityArns arns)
{
    /// <summary>Under which purpose a device's seed is sealed.</summary>
    public const string SeedPurpose = "mfa-seed";

    private const string StepScope = "mfa-step";

    /// <summary>How many steps a device may be off to either side. RFC 6238 recommends one; phones that work with AWS are up to two off.</summary>
    private const int Skew = 2;

    /// <summary>Longer than synchronising a device can turn its clock back to a code that was used.</summary>
    private static readonly TimeSpan UsesKept = TimeSpan.FromDays(1);

    private readonly MfaAttempts _attempts = new(ephemeral);

    /// <summary>Null when the code is right, else the refusal.</summary>
    /// <param name="account">The caller's account.</param>
    /// <param name="ownerId">The caller's unique id, or the account id for root.</param>
    /// <param name="serial">The device's serial number.</param>
    /// <param name="code">What the caller typed.</param>
    /// <param name="now">When.</param>
    /// <param name="cancelled">Ends the waiting for the database.</param>
    public async ValueTask<AwsError?> Verify(string account, string ownerId, string serial, string code, DateTimeOffset now, CancellationToken cancelled)
    {
        if (await MfaSerials.Find(store, arns, account, serial, cancelled) is not { } device || device.OwnerId != ownerId)
        {
            return StsErrors.WrongMfaDevice() with { Reason = Reasons.NoSuchMfaDevice.Text };
        }

        // AWS says of too many attempts what it says of a device that is not there.
        string[] subjects = [$"device:{device.Id}", $"principal:{ownerId}"];
        if (!await _attempts.TryBegin(serial, subjects, now, cancelled))
        {
            return StsErrors.WrongMfaDevice() with { Reason = Reasons.MfaTooSoon.Text };
        }

        if (!await Accept(device, code, now, cancelled))
        {
            return StsErrors.WrongMfaCode() with { Reason = Reasons.MfaCodeWrong.Text };
        }

        await _attempts.Succeed(subjects, cancelled);
        return null;
    }

    /// <summary>The device's seed, the secret its codes are made from.</summary>
    /// <exception cref="InvalidDataException">It was sealed under another master key.</exception>
    public byte[] Seed(MfaDevice device) => envelope.Open(SeedPurpose, device.Id, device.SealedSeed)
        ?? throw new InvalidDataException($"The seed of MFA device {arns.For(device)} does not open under this server's master key.");

    // All steps are looked at whatever matches: how long it takes tells nothing.
    private async ValueTask<bool> Accept(MfaDevice device, string code, DateTimeOffset now, CancellationToken cancelled)
    {
        var seed = Seed(device);
        var here = TimeCode.StepAt(now) + device.DriftSteps;
        long? matched = null;
        for (var step = here - Skew; step <= here + Skew; step++)
        {
            if (TimeCode.Matches(seed, step, code))
            {
                matched = step;
            }
        }

        return matched is { } found
            && await ephemeral.TryRemember(StepScope, string.Create(CultureInfo.InvariantCulture, $"{device.Id}:{found}"), now + UsesKept, cancelled);
    }
}
