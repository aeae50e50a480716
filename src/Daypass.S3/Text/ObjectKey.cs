using System.Text;

namespace Daypass.S3.Text;

/// <summary>The rules for keys of objects (Amazon S3 User Guide, "Naming Amazon S3 objects").</summary>
public static class ObjectKey
{
    /// <summary>The longest key, in bytes of UTF-8.</summary>
    public const int Longest = 1024;

    /// <summary>Whether a text can be a key.</summary>
    public static bool IsValid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is > 0 and <= Longest && Encoding.UTF8.GetByteCount(key) <= Longest && !key.Contains('\0', StringComparison.Ordinal)
            && !HasLoneSurrogate(key);
    }

    /// <summary>Half a letter has no bytes of its own: two readers would make two keys of it.</summary>
    private static bool HasLoneSurrogate(string key)
    {
        for (var index = 0; index < key.Length; index++)
        {
            if (char.IsHighSurrogate(key[index]) && index + 1 < key.Length && char.IsLowSurrogate(key[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(key[index]))
            {
                return true;
            }
        }

        return false;
    }
}
