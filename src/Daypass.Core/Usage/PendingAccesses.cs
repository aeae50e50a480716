using System.Collections.Concurrent;
using Daypass.Core.Stores;

namespace Daypass.Core.Usage;

/// <summary>Which actions users and roles called since this was last written down.</summary>
internal sealed class PendingAccesses
{
    /// <summary>Between two writings no more is noted: a service may name as many actions as it likes.</summary>
    private const int Most = 20_000;

    private const string Scope = "access/";

    private readonly ConcurrentDictionary<(string Entity, string Service, string Action), Use> _noted = new();

    /// <summary>Notes a call.</summary>
    public void Note(string entity, string service, string action, string region, DateTimeOffset now)
    {
        var (key, second) = ((entity, service, action), now.ToUnixTimeSeconds());
        if (_noted.TryGetValue(key, out var known) ? known.Second < second : _noted.Count < Most)
        {
            _noted[key] = new Use(second, region);
        }
    }

    /// <summary>How the subjects begin under which calls of a user or role are stored, of one service or (empty) of all.</summary>
    public static string Prefix(string entity, string service) => service.Length == 0 ? $"{Scope}{entity}/" : $"{Scope}{entity}/{service}/";

    /// <summary>The call that is stored under a subject.</summary>
    public static ServiceUse Read(LastUse use) => new(use.Service, use.Subject[(use.Subject.LastIndexOf('/') + 1)..], use.At, use.Region);

    /// <summary>What is noted under subjects that begin so.</summary>
    public IEnumerable<LastUse> Begin(string prefix) =>
        _noted.Select(static noted => ToUse(noted)).Where(use => use.Subject.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>All that is noted; it stays noted until it is forgotten.</summary>
    public Batch Take()
    {
        var noted = _noted.ToArray();
        return new Batch(noted, Array.ConvertAll(noted, ToUse));
    }

    /// <summary>Forgets what was written; what was noted again meanwhile is another value and stays.</summary>
    public void Forget(Batch written)
    {
        foreach (var noted in written.Noted)
        {
            _noted.TryRemove(noted);
        }
    }

    private static LastUse ToUse(KeyValuePair<(string Entity, string Service, string Action), Use> noted) => new(
        Prefix(noted.Key.Entity, noted.Key.Service) + noted.Key.Action, DateTimeOffset.FromUnixTimeSeconds(noted.Value.Second), noted.Key.Service,
        noted.Value.Region);

    /// <summary>What was noted at one time.</summary>
    /// <param name="Noted">As it is kept here.</param>
    /// <param name="Uses">As it is stored.</param>
    internal readonly record struct Batch(KeyValuePair<(string Entity, string Service, string Action), Use>[] Noted, IReadOnlyList<LastUse> Uses);

    internal sealed record Use(long Second, string Region);
}
