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
    /// <param name="environment">The environment.</param>
    /// <param name="folder">The cache's folder, for the lock.</param>
    public static Secret? FindOrCreateKey(ClientEnvironment environment, string folder)
    {
        var wanted = environment.GetVariable("DAYPASS_CACHE_KEYRING")?.ToUpperInvariant() ?? "AUTO";
        var useKernel = wanted is "AUTO" or "KERNEL";
        var useDesktop = wanted is "AUTO" or "DESKTOP" && DesktopKeyring.IsAvailable(environment);
        if (useKernel && KernelKeyring.FindKey() is { } atHand)
        {
            return atHand;
        }

        if (!useKernel && !useDesktop)
        {
            environment.Trace?.Invoke(wanted == "OFF" ? "No keyring is to be used; cached sessions are protected by file permissions only." : $"There is no keyring for DAYPASS_CACHE_KEYRING={wanted.ToLowerInvariant()}; cached sessions are protected by file permissions only.");
            return null;
        }

        // Under a lock: a second key made at the same time would make what the first one sealed unreadable.
        using var held = FileLock.Acquire(Path.Combine(folder, "keyring.lock"), environment.Trace);
        return (useKernel ? KernelKeyring.FindKey() : null) ?? CreateKey(environment, useKernel, useDesktop);
    }

    private static Secret? CreateKey(ClientEnvironment environment, bool useKernel, bool useDesktop)
    {
        if (useDesktop)
        {
            var stored = DesktopKeyring.FindKey();
            if (!stored.Succeeded)
            {
                environment.Trace?.Invoke($"The desktop's keyring cannot be used: {stored.Error.Message}");
                useDesktop = false;
            }
            else if (stored.Value is { } key)
            {
                return (useKernel ? KernelKeyring.StoreKey(key.AsUtf8(), environment.Trace) : null) ?? key;
            }
        }

        var fresh = RandomNumberGenerator.GetBytes(KeyLength);
        if (useDesktop && DesktopKeyring.StoreKey(fresh) is { } refused)
        {
            environment.Trace?.Invoke($"The desktop's keyring keeps no key: {refused.Message}");
            useDesktop = false;
        }

        var inKernel = useKernel ? KernelKeyring.StoreKey(fresh, environment.Trace) : null;
        return inKernel ?? (useDesktop ? Secret.FromUtf8(fresh) : null);
    }
}
