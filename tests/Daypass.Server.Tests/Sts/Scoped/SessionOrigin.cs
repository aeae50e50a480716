using Daypass.Protocol.Signing;

namespace Daypass.Server.Tests.Sts.Scoped;

/// <summary>A session to make narrower, and all that ends it.</summary>
/// <param name="Credentials">Its credentials.</param>
/// <param name="Expiration">When it ends.</param>
public sealed record SessionOrigin(SigningCredentials Credentials, DateTimeOffset Expiration)
{
    /// <summary>What takes away who the session was issued for.</summary>
    public IReadOnlyDictionary<string, Func<Task>> Endings { get; init; } = new Dictionary<string, Func<Task>>();
}
