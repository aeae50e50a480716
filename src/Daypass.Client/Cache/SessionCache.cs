using System.Text;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Client.Cache;

/// <summary>Stores sessions between runs, one file each; processes that want the same session wait for the one that asks for it.</summary>
public sealed class SessionCache
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(36);
    private readonly string _folder;
    private readonly ClientEnvironment _environment;
    private readonly Lazy<CacheSealing> _sealing;

    /// <summary>A cache in a folder, which is made when the first session is stored.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="environment">The clock.</param>
    /// <param name="key">The key that the files are sealed with; null writes them plainly, readable by their owner alone.</param>
    public SessionCache(string folder, ClientEnvironment environment, Secret? key)
        : this(folder, environment, () => key)
    {
    }

    // The keyring is asked when a session is: most runs need none.
    private SessionCache(string folder, ClientEnvironment environment, Func<Secret?> key)
    {
        (_folder, _environment) = (folder, environment);
        _sealing = new Lazy<CacheSealing>(() => new CacheSealing(key()));
    }

    /// <summary>The user's own cache, sealed where the system keeps keys.</summary>
    public static SessionCache Open(ClientEnvironment environment)
    {
        var folder = FindFolder(environment);
        return new SessionCache(folder, environment, () => CacheKeyring.FindOrCreateKey(environment, folder));
    }

    /// <summary>Where the user's sessions are stored: <c>DAYPASS_CACHE_DIR</c>, or <c>daypass</c> in the user's cache folder.</summary>
    internal static string FindFolder(ClientEnvironment environment)
    {
        var root = environment.GetVariable("XDG_CACHE_HOME") ?? Path.Combine(environment.HomeFolder, ".cache");
        return environment.ExpandPath(environment.GetVariable("DAYPASS_CACHE_DIR") ?? Path.Combine(root, "daypass"));
    }

    /// <summary>True when the files are sealed.</summary>
    public bool IsSealed => _sealing.Value.HasKey;

    /// <summary>The stored session while it lasts, otherwise the one that is made; of all processes that ask at once one makes it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="profile">The profile it is for, by which it can be forgotten.</param>
    public ClientResult<AwsCredentials> GetOrAdd(CacheKey key, Func<ClientResult<AwsCredentials>> make, string? profile = null)
    {
        if (Find(key) is { } stored)
        {
            return stored;
        }

        using var held = FileLock.Acquire(Path.Combine(_folder, key.Text + ".lock"), _environment.Trace);
        if (held is null)
        {
            // A folder that cannot be written must not keep anybody from working.
            _environment.Trace?.Invoke($"The cache folder {_folder} cannot be written; this session is not kept.");
            return make();
        }

        if (Find(key) is { } made)
        {
            return made;
        }

        var outcome = make();
        if (outcome.Succeeded && outcome.Value.Expiration is not null)
        {
            Store(key, outcome.Value, profile);
        }

        return outcome;
    }

    /// <summary>The stored session, or null when there is none with time left.</summary>
    public AwsCredentials? Find(CacheKey key)
    {
        try
        {
            return ReadIfCurrent(Read(key));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _environment.Trace?.Invoke($"A cached session cannot be read: {unreadable.Message}");
            return null;
        }
    }

    /// <summary>The sessions that have time left, the one that ends first in front.</summary>
    public IReadOnlyList<CachedSession> List()
    {
        List<CachedSession> all = [];
        foreach (var file in ListFiles())
        {
            var entry = Read(CacheKey.FromText(Path.GetFileName(file)));
            if (ReadSession(entry) is { Session: { Expiration: { } end } session } && end > _environment.Clock.GetUtcNow())
            {
                all.Add(new CachedSession(entry?.FindText("Profile"), session));
            }
        }

        all.Sort(static (one, other) => Nullable.Compare(one.Session.Expiration, other.Session.Expiration));
        return all;
    }

    /// <summary>Forgets all sessions, or those of one profile.</summary>
    /// <returns>How many there were.</returns>
    public int Clear(string? profile = null)
    {
        var count = 0;
        foreach (var file in ListFiles())
        {
            if (profile is null || Read(CacheKey.FromText(Path.GetFileName(file)))?.FindText("Profile") == profile)
            {
                File.Delete(file);
                count++;
            }
        }

        return count;
    }

    /// <summary>Forgets one session.</summary>
    /// <returns>True when it was there.</returns>
    public bool Remove(CacheKey key)
    {
        var file = Path.Combine(_folder, key.Text);
        var there = File.Exists(file);
        File.Delete(file);
        return there;
    }

    // Locks stay: one that is deleted while it is held would let a second process in.
    private string[] ListFiles() => !Directory.Exists(_folder) ? []
        : Array.FindAll(Directory.GetFiles(_folder), static file => CacheKey.IsValid(Path.GetFileName(file)));

    // No session lasts longer than 36 hours (GetSessionToken, GetFederationToken).
    private void DeleteOld()
    {
        foreach (var file in ListFiles())
        {
            if (_environment.Clock.GetUtcNow() - File.GetLastWriteTimeUtc(file) > LongestSession)
            {
                File.Delete(file);
            }
        }
    }

    private Value? Read(CacheKey key)
    {
        var file = Path.Combine(_folder, key.Text);
        return File.Exists(file) && _sealing.Value.Open(File.ReadAllBytes(file), key) is { } content ? JsonText.Parse(content, out _) : null;
    }

    private static (AwsCredentials Session, DateTimeOffset Issued)? ReadSession(Value? entry) =>
        AwsCredentials.FromValue(entry, (entry?.FindText("Source") ?? "cache") + " (cached)") is { SessionToken: not null, Expiration: not null } session
            && Timestamps.Parse(entry!.FindText("Issued")) is { } issued
                ? (session, issued)
                : null;

    private AwsCredentials? ReadIfCurrent(Value? entry)
    {
        if (ReadSession(entry) is not ({ Expiration: { } end } session, var issued))
        {
            return null;
        }

        // Ten minutes must be left, or a fifth of the lifetime of a short session, so that fifteen-minute sessions are cached too.
        var fifth = (end - issued) / 5;
        return end - _environment.Clock.GetUtcNow() > (fifth < Shortest ? fifth : Shortest) ? session : null;
    }

    /// <summary>Stores a session; one that cannot be written is simply not stored.</summary>
    public void Store(CacheKey key, AwsCredentials session, string? profile = null)
    {
        var entry = new MapValue().Set("Issued", Timestamps.Format(_environment.Clock.GetUtcNow())).Set("Source", session.Source);
        entry.SetIfPresent("Profile", profile);
        session.WriteTo(entry);
        try
        {
            PrivateFile.Write(Path.Combine(_folder, key.Text), _sealing.Value.Seal(Encoding.UTF8.GetBytes(JsonText.Write(entry, JsonStyle.Compact)), key));
            DeleteOld();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _environment.Trace?.Invoke($"This session is not kept: {refused.Message}");
        }
    }
}
