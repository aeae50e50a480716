using Daypass.Protocol;

namespace Daypass.Worlds.Applying;

/// <summary>A key that was made for a user or for root.</summary>
/// <param name="Account">The account.</param>
/// <param name="UserName">The user, or null for root.</param>
/// <param name="AccessKeyId">The key's id.</param>
/// <param name="Secret">Its secret, shown this once.</param>
public sealed record GeneratedKey(string Account, string? UserName, string AccessKeyId, Secret Secret);

/// <summary>Where generated keys are written down: before what has them is stored, so that a crash loses none.</summary>
public interface IGeneratedKeys
{
    /// <summary>Writes keys where they survive a crash; called again with other keys when what has them could not be stored.</summary>
    void WriteDown(IReadOnlyList<GeneratedKey> keys);

    /// <summary>What was written down last is stored.</summary>
    void Confirm();
}
