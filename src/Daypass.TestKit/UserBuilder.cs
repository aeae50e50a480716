using System.Text.Json.Nodes;

namespace Daypass.Testing;

/// <summary>What a user is.</summary>
public sealed class UserBuilder : PrincipalBuilder<UserBuilder>
{
    internal UserBuilder(AccountBuilder account, string name) : base(account, name) =>
        Json["accessKeys"] = new JsonArray(new JsonObject { ["generate"] = true });

    /// <summary>Gives the user this key in place of one that is drawn.</summary>
    /// <param name="id"><c>AKIA</c> and 16 more of A to Z and 2 to 7.</param>
    /// <param name="secret">Its secret, 40 characters.</param>
    public UserBuilder AccessKey(string id, string secret)
    {
        Json["accessKeys"] = new JsonArray(new JsonObject { ["id"] = id, ["secret"] = secret });
        return this;
    }
}
