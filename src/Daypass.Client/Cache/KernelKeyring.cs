using System.Runtime.InteropServices;
using Daypass.Protocol;

namespace Daypass.Client.Cache;

/// <summary>The Linux kernel's keyring of the user: keeps the cache's key in memory that no other user and no backup can read, until the machine restarts.</summary>
internal static partial class KernelKeyring
{
    private const string KeyType = "user";
    private const string Description = "daypass:cache";
    private const int KeyLength = 32;

    // From linux/keyctl.h; the numbers of the system calls are those of each architecture.
    private const int UserKeyring = -4;
    private const int Search = 10;
    private const int Read = 11;
    private const int SetPermissions = 5;
    private const int LinkSessionToUser = 8;
    private const int SessionKeyring = -3;
    private const uint PossessorAndUserAll = 0x3f3f0000;

    /// <summary>The cache's key, or null when there is none yet or no keyring that may be used.</summary>
    public static Secret? FindKey()
    {
        if (!OperatingSystem.IsLinux() || Numbers() is not { } numbers)
        {
            return null;
        }

        // A process without a session keyring of its own possesses the user's keyring only through a link.
        Keyctl(numbers.Keyctl, LinkSessionToUser, UserKeyring, SessionKeyring, 0, 0);
        var key = KeyctlSearch(numbers.Keyctl, Search, UserKeyring, KeyType, Description, 0);
        return key >= 0 ? ReadKey(numbers, key) : null;
    }

    /// <summary>Stores the key; null where there is no such keyring or it may not be used, in many containers for example.</summary>
    public static Secret? StoreKey(ReadOnlySpan<byte> key, Action<string>? trace)
    {
        if (!OperatingSystem.IsLinux() || Numbers() is not { } numbers)
        {
            return null;
        }

        var added = AddKey(numbers.AddKey, KeyType, Description, ref MemoryMarshal.GetReference(key), key.Length, UserKeyring);
        if (added < 0)
        {
            trace?.Invoke($"The kernel's keyring cannot be used (error {Marshal.GetLastPInvokeError()}).");
            return null;
        }

        Keyctl(numbers.Keyctl, SetPermissions, (int)added, unchecked((int)PossessorAndUserAll), 0, 0);
        return FindKey();
    }

    private static Secret? ReadKey((long AddKey, long Keyctl) numbers, long key)
    {
        Span<byte> bytes = stackalloc byte[KeyLength];
        var length = KeyctlRead(numbers.Keyctl, Read, key, ref MemoryMarshal.GetReference(bytes), KeyLength);
        return length == KeyLength ? Secret.FromUtf8(bytes) : null;
    }

    private static (long AddKey, long Keyctl)? Numbers() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (248, 250),
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => (217, 219),
        _ => null,
    };

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Keyctl(long number, int operation, int second, int third, long fourth, long fifth);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long KeyctlSearch(long number, int operation, long keyring, string type, string description, long destination);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long KeyctlRead(long number, int operation, long key, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long AddKey(long number, string type, string description, ref readonly byte payload, nint length, int keyring);
}
