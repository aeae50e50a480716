using System.Security.Cryptography;
using System.Text;

namespace Daypass.Core.Entities;

/// <summary>What a text that may hold anything is found by: references are lines, and some databases take no zero in a text.</summary>
public static class NameKey
{
    /// <summary>The key of a name among others, such as those below one parent.</summary>
    public static string Of(string among, string name) => $"{among}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";

    /// <summary>The key of an e-mail address, which is unique without regard to case.</summary>
    public static string OfEmail(string email) => Of("email", email.ToLowerInvariant());
}
