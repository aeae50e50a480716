using System.Security.Cryptography;
using System.Text;

namespace Daypass.Gateway.S3.Serving;

/// <summary>The canonical id of an account, 64 hexadecimal digits, as S3 shows owners.</summary>
internal static class OwnerId
{
    /// <summary>That of an account. It is made from the account's number alone, so that it needs to be kept nowhere.</summary>
    public static string Of(string account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("daypass:canonical-user:" + account)));
}
