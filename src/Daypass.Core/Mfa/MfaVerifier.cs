using System.Globalization;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Mfa;

/// <summary>Decides whether a code proves that its owner has an MFA device at hand: each code once, at most one step of skew, ever slower after five
/// failures.</summary>
/// <remarks>What was used and what failed is kept in the store that all nodes share, so it holds on all nodes at once.</remarks>
public sealed class MfaVerifier(IDirectoryStore store, IEphemeralStore ephemeral, SecretEnvelope envelope, EntityArns arns)
{
    /// <summary>Under which purpose a device's seed is sealed.</summary>
    public const string SeedPurpose = "mfa-seed";

    /// <summary>How many wrong codes are answered without delay.</summary>
    public const int FreeAttempts = 5;

    private const string StepScope = "mfa-step";
    private const string AttemptScope = "mfa-attempt";
    private const int Skew = 1;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(1);

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

        string[] subjects = [$"device:{device.Id}", $"principal:{ownerId}"];
        foreach (var subject in subjects)
        {
            if (await MustWait(subject, now, cancelled))
            {
                return StsErrors.WrongMfaCode() with { Reason = Reasons.MfaTooSoon.Text };
            }
        }

        if (!await Accept(device, code, now, cancelled))
        {
            return StsErrors.WrongMfaCode() with { Reason = Reasons.MfaCodeWrong.Text };
        }

        foreach (var subject in subjects)
        {
            await ephemeral.ForgetAttempts(AttemptScope, subject, cancelled);
        }

        return null;
    }

    /// <summary>Remembers that a step's code was used; false when it was used before.</summary>
    public ValueTask<bool> TryUse(MfaDevice device, long step, DateTimeOffset now, CancellationToken cancelled) =>
        ephemeral.TryRemember(StepScope, string.Create(CultureInfo.InvariantCulture, $"{device.Id}:{step}"),
            now + (2 * Skew + MfaPairing.Search + 2) * TimeCode.StepLength, cancelled);

    /// <summary>The device's seed, the secret its codes are made from.</summary>
    /// <exception cref="InvalidDataException">It was sealed under another master key.</exception>
    public byte[] Seed(MfaDevice device) => envelope.Open(SeedPurpose, device.Id, device.SealedSeed)
        ?? throw new InvalidDataException($"The seed of MFA device {arns.For(device)} does not open under this server's master key.");

    /// <summary>
    /// True when the subject has to wait. The attempt is counted before the code is looked at: of many that arrive at once no more than
    /// <see cref="FreeAttempts"/> are answered.
    /// </summary>
    private async ValueTask<bool> MustWait(string subject, DateTimeOffset now, CancellationToken cancelled)
    {
        var before = await ephemeral.FindAttempts(AttemptScope, subject, cancelled);
        if (before is { } known && now < known.Last + DelayAfter(known.Count))
        {
            return true;
        }

        var count = await ephemeral.CountAttempt(AttemptScope, subject, now, now + AttemptsKept, cancelled);
        return count > Math.Max(FreeAttempts, (before?.Count ?? 0) + 1);
    }

    private static TimeSpan DelayAfter(int failures)
    {
        if (failures < FreeAttempts)
        {
            return TimeSpan.Zero;
        }

        var delay = FirstDelay * Math.Pow(2, Math.Min(failures - FreeAttempts, 10));
        return delay < LongestDelay ? delay : LongestDelay;
    }

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

        return matched is { } found && await TryUse(device, found, now, cancelled);
    }
}
