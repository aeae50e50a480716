using System.Net;

namespace Daypass.S3.Text;

/// <summary>The rules for names of buckets (Amazon S3 User Guide, "General purpose bucket naming rules").</summary>
public static class BucketName
{
    /// <summary>In characters.</summary>
    public const int Longest = 63;

    private const int Shortest = 3;

    /// <summary>Whether a bucket may be called so.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is < Shortest or > Longest || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1])
            || name.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var one in name)
        {
            if (!char.IsAsciiLetterLower(one) && !char.IsAsciiDigit(one) && one is not ('-' or '.'))
            {
                return false;
            }
        }

        return !IPAddress.TryParse(name, out _);
    }
}
