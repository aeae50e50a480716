namespace Daypass.Server.Kits;

/// <summary>A user of an account, or its root, with an access key: what a test signs with.</summary>
/// <param name="Name">The user's name, or <c>root</c>.</param>
/// <param name="AccessKeyId">The key's id.</param>
/// <param name="SecretAccessKey">Its secret.</param>
public sealed record TestKey(string Name, string AccessKeyId, string SecretAccessKey)
{
    /// <summary>What the account's own key is called.</summary>
    public const string Root = "root";

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{Name}, {AccessKeyId}";
}
