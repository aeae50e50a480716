using System.Security.Cryptography;

namespace Daypass.Core.Mfa;

/// <summary>Finds which two consecutive codes of a device somebody typed, when the device is enabled or synchronised (RFC 6238 section 6).</summary>
public static class MfaPairing
{
    /// <summary>The step of the second code is looked for from 998 steps before where the device should be to 1,000 after, more than eight hours.</summary>
    internal const int StepsBehind = 998;

    /// <inheritdoc cref="StepsBehind"/>
    internal const int StepsAhead = 1000;

    /// <summary>The step of the second code, or null when the codes are not consecutive ones of this seed, or not newer than the last pair.</summary>
    /// <param name="seed">The device's seed.</param>
    /// <param name="first">A code.</param>
    /// <param name="second">The code that is shown after it.</param>
    /// <param name="center">The step at which the device should be: the time, and how far the device is known to be off.</param>
    /// <param name="lastPair">The second step of the last pair that was accepted; both codes have to be newer.</param>
    public static long? Find(ReadOnlySpan<byte> seed, string first, string second, long center, long? lastPair)
    {
        using var keyed = TimeCode.Keyed(seed);

        // From the middle outwards, so that a chance match far away does not win over the real one.
        for (var distance = 0; distance <= StepsAhead; distance++)
        {
            if (distance <= StepsBehind && IsPair(keyed, first, second, center - distance, lastPair))
            {
                return center - distance;
            }

            if (distance > 0 && IsPair(keyed, first, second, center + distance, lastPair))
            {
                return center + distance;
            }
        }

        return null;
    }

    private static bool IsPair(IncrementalHash keyed, string first, string second, long secondStep, long? lastPair) =>
        (lastPair is not { } last || secondStep - 1 > last) && TimeCode.Matches(keyed, secondStep - 1, first) && TimeCode.Matches(keyed, secondStep, second);
}
