using Amazon.Runtime;
using Daypass.Server.Kits;

namespace Daypass.Testing;

/// <summary>An account of a server for tests, with the keys of those in it.</summary>
public sealed class DaypassAccount
{
    /// <summary>The user that every account has, who may do everything.</summary>
    public const string Admin = "admin";

    private readonly DaypassServer _server;
    private readonly TestAccount _account;

    internal DaypassAccount(DaypassServer server, TestAccount account) => (_server, _account) = (server, account);

    /// <summary>The 12-digit account id.</summary>
    public string Id => _account.Id;

    /// <summary>Those who have an access key.</summary>
    public IReadOnlyList<TestKey> Users => _account.Users;

    /// <summary>What was decided about requests of this account, the oldest first: parallel tests see each their own.</summary>
    public IReadOnlyList<RecordedDecision> Decisions => [.. _server.Decisions.Where(decision => decision.Account == Id)];

    /// <summary>The ARN of a role of the account.</summary>
    /// <param name="name">Its path, if it has one, and its name.</param>
    public string RoleArn(string name) => $"arn:aws:iam::{Id}:role/{name}";

    /// <summary>The ARN of a user of the account.</summary>
    /// <param name="name">Its path, if it has one, and its name.</param>
    public string UserArn(string name) => $"arn:aws:iam::{Id}:user/{name}";

    /// <summary>The credentials of a user of the account.</summary>
    /// <param name="user">The user's name, or <c>root</c>.</param>
    /// <exception cref="ArgumentException">Nobody of that name has an access key.</exception>
    public AWSCredentials Credentials(string user = Admin) => _account.Find(user) is { } key
        ? new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey)
        : throw new ArgumentException(
            $"Nobody called '{user}' has an access key in account {Id}; there are {string.Join(", ", Users.Select(static one => one.Name).Distinct())}.",
            nameof(user));

    /// <summary>A client of the AWS SDK for .NET that is a user of the account.</summary>
    /// <typeparam name="TClient">Such as <c>AmazonSecurityTokenServiceClient</c>.</typeparam>
    /// <param name="user">The user's name, or <c>root</c>.</param>
    public TClient Client<TClient>(string user = Admin) where TClient : AmazonServiceClient => _server.Client<TClient>(Credentials(user));
}
