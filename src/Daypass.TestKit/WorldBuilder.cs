using System.Text.Json.Nodes;

namespace Daypass.Testing;

/// <summary>What is in a server: accounts with users, roles and policies. It becomes a world file.</summary>
public sealed class WorldBuilder
{
    private const string DefaultAccount = "111122223333";

    private readonly JsonArray _accounts = [];
    private readonly List<AccountBuilder> _built = [];

    /// <summary>The account that was named first.</summary>
    internal string? FirstAccount => _built.FirstOrDefault()?.Id;

    /// <summary>An account with a user <c>admin</c> who may do everything. Named again, it is the same one.</summary>
    /// <param name="id">Its 12 digits; 111122223333 when not given.</param>
    public AccountBuilder Account(string id = DefaultAccount)
    {
        if (_built.FirstOrDefault(account => account.Id == id) is { } known)
        {
            return known;
        }

        var account = AccountAsItIs(id);
        account.User(DaypassAccount.Admin, static user => user.ManagedPolicy("arn:aws:iam::aws:policy/AdministratorAccess"));
        return account;
    }

    /// <summary>An account that is there already, with everything that has to be in it.</summary>
    internal AccountBuilder AccountAsItIs(string id)
    {
        var account = new AccountBuilder(this, id);
        _built.Add(account);
        _accounts.Add(account.Json);
        return account;
    }

    /// <summary>The world file.</summary>
    internal ReadOnlyMemory<byte> ToUtf8() =>
        System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["version"] = 1, ["accounts"] = _accounts.DeepClone() }.ToJsonString());
}
