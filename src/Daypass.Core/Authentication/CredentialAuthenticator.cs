using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Core.Usage;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Authentication;

/// <summary>Proves who has the user name and password, or the API key, of a credential for a service.</summary>
/// <remarks>All that is wrong reads alike and takes alike long. After some wrong secrets each further wrong one has to wait; the count is kept in the store
/// that all nodes share. A right one never waits: it has so many random bits that trying finds none, and a stranger must not lock its user out.</remarks>
public sealed class CredentialAuthenticator(EntityDirectory directory, IDirectoryStore store, IEphemeralStore ephemeral, UseRecorder uses)
{
    /// <summary>How many wrong secrets for a name, or for those it is counted with, are answered without delay.</summary>
    public const int FreeAttempts = 10;

    /// <summary>Names of an account share so many counts, those that somebody has and those that nobody has alike: nobody fills the table with names he
    /// makes up, or learns from a count which names there are.</summary>
    internal const int Counts = 1024;

    private const string Attempts = "service-credential";

    // No id of a credential.
    private const string Nobody = "nobody";

    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(1);
    private static readonly byte[] NoHash = new byte[32];

    /// <summary>The refusal of all that is wrong.</summary>
    internal static readonly AwsError Wrong = new("InvalidClientTokenId", 403, "The user name or the secret is not correct.");
    private static readonly AwsError TooOften = new("Throttling", 400, "There were too many wrong secrets. Try again in a minute.");

    /// <summary>The user, or the refusal.</summary>
    /// <param name="account">Whose credentials are asked for.</param>
    /// <param name="service">The service they are for.</param>
    /// <param name="alias">The name at the service.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="context">The context of what the user does.</param>
    public async ValueTask<Result<Caller>> Authenticate(string account, CredentialService service, string alias, string secret, OperationContext context)
    {
        var (now, cancelled) = (context.Now, context.Cancelled);
        var name = ServiceCredential.KeyName(service.Name, alias);
        var credential = await store.Find<ServiceCredential>(account, name, cancelled);
        if (!ServiceSecret.Matches(credential?.Id ?? Nobody, secret, credential?.SecretHash ?? NoHash) || credential is null
            || !credential.Active || credential.HasEnded(now)
            || await directory.FindAccount(account, cancelled) is not { Closed: false }
            || await directory.FindUser(credential.OwnerId, cancelled) is not { } user)
        {
            return await Refuse(SubjectOf(account, name), now, cancelled);
        }

        uses.Record(credential.Id, service.ShortName, context.Region, now);
        return new Caller(CallerKind.User, Principal.User(user.Arn, user.User.Id), account, user.User.Id) { User = user, Tags = user.User.Tags };
    }

    /// <summary>Under what wrong secrets for a name are counted.</summary>
    internal static string SubjectOf(string account, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(EntityKey.Fold(name)));
        return string.Create(CultureInfo.InvariantCulture, $"{account}/{BinaryPrimitives.ReadUInt32BigEndian(hash) % Counts}");
    }

    private async ValueTask<AwsError> Refuse(string subject, DateTimeOffset now, CancellationToken cancelled)
    {
        if (await ephemeral.FindAttempts(Attempts, subject, cancelled) is { Count: >= FreeAttempts } known && now < known.Last + Delay)
        {
            return TooOften;
        }

        await ephemeral.CountAttempt(Attempts, subject, now, now + AttemptsKept, cancelled);
        return Wrong;
    }
}
