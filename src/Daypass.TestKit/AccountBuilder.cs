using System.Text.Json.Nodes;

namespace Daypass.Testing;

/// <summary>What is in an account.</summary>
public sealed class AccountBuilder
{
    private readonly WorldBuilder _world;

    internal AccountBuilder(WorldBuilder world, string id) => (_world, Id, Json) = (world, id, new JsonObject { ["id"] = id });

    /// <summary>The 12-digit account id.</summary>
    public string Id { get; }

    internal JsonObject Json { get; }

    /// <summary>Another account of the same world.</summary>
    /// <param name="id">Its 12 digits.</param>
    public AccountBuilder Account(string id) => _world.Account(id);

    /// <summary>A user with an access key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="describe">What it may do; nothing when null.</param>
    public AccountBuilder User(string name, Action<UserBuilder>? describe = null)
    {
        var user = new UserBuilder(this, name);
        describe?.Invoke(user);
        return Add("users", user.Json);
    }

    /// <summary>A role.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="describe">Who may assume it and what it may do.</param>
    public AccountBuilder Role(string name, Action<RoleBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var role = new RoleBuilder(this, name);
        describe(role);
        return Add("roles", role.Finish());
    }

    /// <summary>A role with a trust policy as it stands in files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="trustPolicy">The JSON document.</param>
    public AccountBuilder Role(string name, string trustPolicy) => Role(name, role => role.TrustPolicy(trustPolicy));

    /// <summary>A managed policy of the account, at <c>arn:aws:iam::ACCOUNT:policy/NAME</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="document">The JSON document.</param>
    public AccountBuilder Policy(string name, string document) =>
        Add("policies", new JsonObject { ["name"] = name, ["document"] = PolicyJson.Parse(document, nameof(document)) });

    private AccountBuilder Add(string list, JsonObject element)
    {
        if (Json[list] is not JsonArray elements)
        {
            Json[list] = elements = [];
        }

        elements.Add(element);
        return this;
    }
}
