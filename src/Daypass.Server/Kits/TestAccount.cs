namespace Daypass.Server.Kits;

/// <summary>An account of a server for tests, with the keys of those in it.</summary>
/// <param name="Id">The 12-digit account id.</param>
/// <param name="Users">Whoever has an access key that is active; one entry for each key.</param>
public sealed record TestAccount(string Id, IReadOnlyList<TestKey> Users)
{
    /// <summary>The first key of a user, or of <c>root</c>; null when there is none.</summary>
    public TestKey? Find(string name) => Users.FirstOrDefault(user => user.Name == name);
}
