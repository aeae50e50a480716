using Daypass.Core.Stores;

namespace Daypass.Core.Mfa;

/// <summary>How often codes may be tried. It is kept in the store that all nodes share, so it holds on all nodes at once.</summary>
/// <remarks>
/// An attempt is counted before its code is looked at: of many that arrive at once no more are answered than of many that follow one another.
/// AWS's own limit (recorded in September 2026) is the window. It alone would let somebody who has a key guess 180 codes an hour for ever.
/// </remarks>
internal sealed class MfaAttempts(IEphemeralStore ephemeral)
{
    /// <summary>How many codes of a device are looked at in one window, right ones and wrong ones.</summary>
    public const int PerWindow = 9;

    /// <summary>How many wrong codes in a row are answered without delay: three windows full.</summary>
    public const int FreeFailures = 3 * PerWindow;

    private const string WindowScope = "mfa-window";
    private const string FailureScope = "mfa-attempt";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FailuresKept = TimeSpan.FromDays(1);

    /// <summary>Counts an attempt; false when its code must not be looked at.</summary>
    /// <param name="serial">The device; what it was tried counts on when it is made anew under its serial number.</param>
    /// <param name="subjects">Who may fail so often in a row.</param>
    /// <param name="now">When.</param>
    /// <param name="cancelled">Ends the waiting for the database.</param>
    public async ValueTask<bool> TryBegin(string serial, IReadOnlyList<string> subjects, DateTimeOffset now, CancellationToken cancelled)
    {
        // All windows begin at whole multiples of their length, in UTC.
        var windowEnd = DateTimeOffset.FromUnixTimeSeconds((now.ToUnixTimeSeconds() / (long)Window.TotalSeconds + 1) * (long)Window.TotalSeconds);
        if (await ephemeral.CountAttempt(WindowScope, serial, now, windowEnd, cancelled) > PerWindow)
        {
            return false;
        }

        foreach (var subject in subjects)
        {
            if (await MustWait(subject, now, cancelled))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Forgets the wrong codes of those who gave a right one.</summary>
    public async ValueTask Succeed(IReadOnlyList<string> subjects, CancellationToken cancelled)
    {
        foreach (var subject in subjects)
        {
            await ephemeral.ForgetAttempts(FailureScope, subject, cancelled);
        }
    }

    private async ValueTask<bool> MustWait(string subject, DateTimeOffset now, CancellationToken cancelled)
    {
        var before = await ephemeral.FindAttempts(FailureScope, subject, cancelled);
        if (before is { } known && now < known.Last + DelayAfter(known.Count))
        {
            return true;
        }

        var count = await ephemeral.CountAttempt(FailureScope, subject, now, now + FailuresKept, cancelled);
        return count > Math.Max(FreeFailures, (before?.Count ?? 0) + 1);
    }

    private static TimeSpan DelayAfter(int failures)
    {
        if (failures < FreeFailures)
        {
            return TimeSpan.Zero;
        }

        var delay = Window * Math.Pow(2, Math.Min(failures - FreeFailures, 10));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
