using System.Security.Cryptography;

namespace Daypass.Server.Audit;

/// <summary>How far a chain has come.</summary>
/// <param name="Key">The chain.</param>
/// <param name="After">The hash of the record before its first one.</param>
/// <param name="Number">The number of its newest record; 0 before the first one.</param>
/// <param name="Hash">The hash of that record.</param>
internal sealed record ChainPosition(ChainKey Key, byte[] After, long Number, byte[] Hash)
{
    /// <summary>What stands for a record that is not there.</summary>
    public static byte[] Nothing => new byte[SHA256.HashSizeInBytes];
}
