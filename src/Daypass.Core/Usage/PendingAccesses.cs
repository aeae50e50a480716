using System.Collections.Concurrent;
using Daypass.Core.Stores;

namespace Daypass.Core.Usage;

/// <summary>Which actions users and roles called since this was last written down.</summary>
/// <remarks>INVARIANT: a use is added or taken away under the lock alone, so that the counts are right. One that is there is looked at without it.</remarks>
internal sealed class PendingAccesses
{
    /// <summary>Between two writings no more different actions of one user or role are noted: a service may name as many as it likes.</summary>
    public const int MostOfEntity = 100;

    /// <summary>Nor more of all users and roles of an account.</summary>
    public const int MostOfAccount = 2000;

    /// <summary>Nor more of all accounts.</summary>
    public const int Most = 20_000;

    private const string Scope = "access/";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(string Service, string Action), Use>> _noted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ofAccounts = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();
    private int _count;

    /// <summary>Notes a call.</summary>
    public void Note(string account, string entity, string service, string action, string region, DateTimeOffset now)
    {
        var (key, second) = ((service, action), now.ToUnixTimeSeconds());
        if (_noted.TryGetValue(entity, out var own) && own.TryGetValue(key, out var known) && known.Second >= second)
        {
            return;
        }

        lock (_changing)
        {
            own = _noted.GetValueOrDefault(entity);
            if (own is null || !own.ContainsKey(key))
            {
                var ofAccount = _ofAccounts.GetValueOrDefault(account);
                if (_count >= Most || ofAccount >= MostOfAccount || own?.Count >= MostOfEntity)
                {
                    return;
                }

                _count++;
                _ofAccounts[account] = ofAccount + 1;
                own ??= _noted.GetOrAdd(entity, static _ => new ConcurrentDictionary<(string Service, string Action), Use>());
            }

            own[key] = new Use(account, second, region);
        }
    }

    /// <summary>How the subjects begin under which calls of a user or role are stored, of one service or (empty) of all.</summary>
    public static string Prefix(string entity, string service) => service.Length == 0 ? $"{Scope}{entity}/" : $"{Scope}{entity}/{service}/";

    /// <summary>The call that is stored under a subject.</summary>
    public static ServiceUse Read(LastUse use) => new(use.Service, use.Subject[(use.Subject.LastIndexOf('/') + 1)..], use.At, use.Region);

    /// <summary>What is noted of a user or role, of one service or (empty) of all.</summary>
    public IEnumerable<LastUse> Of(string entity, string service) => _noted.TryGetValue(entity, out var own)
        ? own.Where(use => service.Length == 0 || use.Key.Service == service).Select(use => ToUse(entity, use))
        : [];

    /// <summary>All that is noted; it stays noted until it is forgotten.</summary>
    public Batch Take()
    {
        var (noted, uses) = (new List<Noted>(), new List<LastUse>());
        foreach (var (entity, own) in _noted)
        {
            foreach (var use in own)
            {
                noted.Add(new Noted(entity, use));
                uses.Add(ToUse(entity, use));
            }
        }

        return new Batch(noted, uses);
    }

    /// <summary>Forgets what was written; what was noted again meanwhile is another value and stays.</summary>
    public void Forget(Batch written)
    {
        lock (_changing)
        {
            foreach (var (entity, use) in written.Noted)
            {
                if (_noted.TryGetValue(entity, out var own) && own.TryRemove(use))
                {
                    Forget(entity, own, use.Value.Account);
                }
            }
        }
    }

    private void Forget(string entity, ConcurrentDictionary<(string Service, string Action), Use> own, string account)
    {
        _count--;
        if (own.IsEmpty)
        {
            _noted.TryRemove(entity, out _);
        }

        if (--_ofAccounts[account] == 0)
        {
            _ofAccounts.Remove(account);
        }
    }

    private static LastUse ToUse(string entity, KeyValuePair<(string Service, string Action), Use> use) => new(
        Prefix(entity, use.Key.Service) + use.Key.Action, DateTimeOffset.FromUnixTimeSeconds(use.Value.Second), use.Key.Service, use.Value.Region);

    /// <summary>What was noted at one time.</summary>
    /// <param name="Noted">As it is kept here.</param>
    /// <param name="Uses">As it is stored.</param>
    internal readonly record struct Batch(IReadOnlyList<Noted> Noted, IReadOnlyList<LastUse> Uses);

    /// <summary>A use of a user or role.</summary>
    /// <param name="Entity">Whose.</param>
    /// <param name="Use">What.</param>
    internal readonly record struct Noted(string Entity, KeyValuePair<(string Service, string Action), Use> Use);

    /// <summary>The last call of an action.</summary>
    /// <param name="Account">The account of who called.</param>
    /// <param name="Second">When.</param>
    /// <param name="Region">For which region.</param>
    internal sealed record Use(string Account, long Second, string Region);
}
