namespace Daypass.Core.Mfa;

/// <summary>Finds how far a device's clock is off from two consecutive codes, when it is enabled or synchronised (RFC 6238 section 6).</summary>
public static class MfaPairing
{
    /// <summary>How many steps to either side are looked at: five minutes.</summary>
    internal const int Search = 10;

    /// <summary>The step of the first code relative to now, taken back to where the second one would be shown; null when the codes are not consecutive ones of
    /// this seed.</summary>
    /// <returns>The first code's step and the drift.</returns>
    public static (long First, int Drift)? Find(ReadOnlySpan<byte> seed, string first, string second, DateTimeOffset now)
    {
        var here = TimeCode.StepAt(now);

        // From the middle outwards, so that a chance match far away does not win over the real one.
        for (var distance = 0; distance <= Search; distance++)
        {
            foreach (var step in distance == 0 ? [here] : new[] { here - distance, here + distance })
            {
                if (TimeCode.Matches(seed, step, first) && TimeCode.Matches(seed, step + 1, second))
                {
                    return (step, Drift(step, here));
                }
            }
        }

        return null;
    }

    // The second code was on show a moment ago, or the first one still was: within one step nothing is off.
    private static int Drift(long first, long here) => first + 1 < here ? (int)(first + 1 - here) : first > here ? (int)(first - here) : 0;
}
