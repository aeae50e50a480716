using System.Security.Cryptography;
using Daypass.Protocol;

namespace Daypass.Client.Cache;

/// <summary>Finds the key that cached sessions are sealed with, or makes it: in the kernel's keyring, in the desktop's, or nowhere.</summary>
/// <remarks>
/// <c>DAYPASS_CACHE_KEYRING</c>: <c>auto</c>, the default, keeps the key in the desktop's keyring where there is one and a copy in the
/// kernel's, which answers in microseconds; <c>desktop</c> and <c>kernel</c> use one alone; <c>off</c> none.
/// </remarks>
internal static class CacheKeyring
{
    private const int KeyLength = 32;

    /// <summary>The key; null when there is no keyring, which leaves the files to their permissions.</summary>
    /// <param name="surroundings">The machine.</param>
    /// <param name="folder">The cache's folder, for the lock.</param>
    public static Secret? Key(Surroundings surroundings, string folder)
    {
        var wanted = surroundings.Variable("DAYPASS_CACHE_KEYRING")?.ToUpperInvariant() ?? "AUTO";
        var useKernel = wanted is "AUTO" or "KERNEL";
        var useDesktop = wanted is "AUTO" or "DESKTOP" && DesktopKeyring.IsThere(surroundings);
        if (useKernel && KernelKeyring.FindKey() is { } atHand)
        {
            return atHand;
        }

        if (!useKernel && !useDesktop)
        {
            surroundings.Trace?.Invoke(wanted == "OFF" ? "No keyring is to be used; cached sessions are protected by file permissions only." : $"There is no keyring for DAYPASS_CACHE_KEYRING={wanted.ToLowerInvariant()}; cached sessions are protected by file permissions only.");
            return null;
        }

        // Under a lock: a second key made at the same time would make what the first one sealed unreadable.
        using var held = FileLock.Wait(Path.Combine(folder, "keyring.lock"), surroundings.Trace);
        return (useKernel ? KernelKeyring.FindKey() : null) ?? Make(surroundings, useKernel, useDesktop);
    }

    private static Secret? Make(Surroundings surroundings, bool useKernel, bool useDesktop)
    {
        if (useDesktop)
        {
            var kept = DesktopKeyring.FindKey();
            if (!kept.Succeeded)
            {
                surroundings.Trace?.Invoke($"The desktop's keyring cannot be used: {kept.Fault.Message}");
                useDesktop = false;
            }
            else if (kept.Value is { } key)
            {
                return (useKernel ? KernelKeyring.Add(key.AsUtf8(), surroundings.Trace) : null) ?? key;
            }
        }

        var fresh = RandomNumberGenerator.GetBytes(KeyLength);
        if (useDesktop && DesktopKeyring.Keep(fresh) is { } refused)
        {
            surroundings.Trace?.Invoke($"The desktop's keyring keeps no key: {refused.Message}");
            useDesktop = false;
        }

        var inKernel = useKernel ? KernelKeyring.Add(fresh, surroundings.Trace) : null;
        return inKernel ?? (useDesktop ? Secret.FromUtf8(fresh) : null);
    }
}
