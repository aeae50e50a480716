using System.Security.Cryptography;

namespace Daypass.Core.Entities;

/// <summary>Unique ids of identity providers and of their private keys.</summary>
public static class ProviderIds
{
    private const int Length = 22;

    /// <summary>A new id: the prefix, then capital letters and digits that cannot be guessed, 22 characters together.</summary>
    /// <param name="prefix"><c>OIDCP</c>, <c>SAMLSP</c> or, for a private key, <c>SAMLPK</c>.</param>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", Length - prefix.Length);
}
