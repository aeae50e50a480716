using System.Collections.Frozen;
using Daypass.Core.Entities;
using Daypass.Core.Sessions;
using Daypass.Protocol;

namespace Daypass.Core.Directory;

/// <summary>An account ready to be asked: with its place, once somebody asked for that, and with the sessions the operator ended.</summary>
internal sealed class AccountEntry(Account account)
{
    private readonly FrozenDictionary<string, DateTimeOffset>? _ended =
        account.Ended?.ToFrozenDictionary(static ended => ended.Of, static ended => ended.Before, StringComparer.Ordinal);

    private Placed? _placed;

    /// <summary>The account as stored.</summary>
    public Account Account { get; } = account;

    /// <summary>Its id, to compare with the one in a key.</summary>
    public AccountId Id { get; } = AccountId.Parse(account.Id);

    /// <summary>Whether the operator ended a session that acts in this account, or that began with a key of it.</summary>
    public bool HasEnded(Session session) => session.IssuedAt < Account.SessionsFrom || (_ended is not null && IsAmong(_ended, session));

    /// <summary>The place found at this generation of the directory, or null.</summary>
    public OrganizationPlace? PlaceAt(long generation)
    {
        var now = Volatile.Read(ref _placed);
        return now is not null && now.Generation == generation ? now.Place : null;
    }

    public void Keep(long generation, OrganizationPlace place) => Volatile.Write(ref _placed, new Placed(generation, place));

    private static bool IsAmong(FrozenDictionary<string, DateTimeOffset> ended, Session session)
    {
        var grant = session.Grant;
        return Has(session.AccessKeyId) || Has(grant.PrincipalId) || Has(grant.Origin) || Has(grant.Scope?.ParentKeyId)
            || Has(grant.SessionName.Length == 0 ? null : $"{grant.PrincipalId}:{grant.SessionName}") || grant.Ancestors.Any(Has);

        bool Has(string? of) => of is not null && ended.TryGetValue(of, out var before) && session.IssuedAt < before;
    }

    private sealed record Placed(long Generation, OrganizationPlace Place);
}
