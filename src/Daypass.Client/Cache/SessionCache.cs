using System.Text;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Client.Cache;

/// <summary>Keeps sessions between runs, one file each; processes that want the same session wait for the one that asks for it.</summary>
public sealed class SessionCache
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(36);
    private readonly string _folder;
    private readonly Surroundings _surroundings;
    private readonly Lazy<CacheSealing> _sealing;

    /// <summary>A cache in a folder, which is made when the first session is kept.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="surroundings">The clock.</param>
    /// <param name="key">The key that the files are sealed with; null writes them plainly, readable by their owner alone.</param>
    public SessionCache(string folder, Surroundings surroundings, Secret? key)
        : this(folder, surroundings, () => key)
    {
    }

    // The keyring is asked when a session is: most runs need none.
    private SessionCache(string folder, Surroundings surroundings, Func<Secret?> key)
    {
        (_folder, _surroundings) = (folder, surroundings);
        _sealing = new Lazy<CacheSealing>(() => new CacheSealing(key()));
    }

    /// <summary>The user's own cache, sealed where the system keeps keys.</summary>
    public static SessionCache Of(Surroundings surroundings)
    {
        var folder = Folder(surroundings);
        return new SessionCache(folder, surroundings, () => CacheKeyring.Key(surroundings, folder));
    }

    /// <summary>Where the user's sessions are kept: <c>DAYPASS_CACHE_DIR</c>, or <c>daypass</c> in the user's cache folder.</summary>
    internal static string Folder(Surroundings surroundings)
    {
        var root = surroundings.Variable("XDG_CACHE_HOME") ?? Path.Combine(surroundings.HomeFolder, ".cache");
        return surroundings.Expand(surroundings.Variable("DAYPASS_CACHE_DIR") ?? Path.Combine(root, "daypass"));
    }

    /// <summary>True when the files are sealed.</summary>
    public bool IsSealed => _sealing.Value.HasKey;

    /// <summary>The kept session while it lasts, otherwise the one that is made; of all processes that ask at once one makes it.</summary>
    public Outcome<AwsCredentials> GetOrAdd(CacheKey key, Func<Outcome<AwsCredentials>> make)
    {
        if (Find(key) is { } kept)
        {
            return kept;
        }

        using var held = FileLock.Wait(Path.Combine(_folder, key.Text + ".lock"), _surroundings.Trace);
        if (held is null)
        {
            // A folder that cannot be written must not keep anybody from working.
            _surroundings.Trace?.Invoke($"The cache folder {_folder} cannot be written; this session is not kept.");
            return make();
        }

        if (Find(key) is { } made)
        {
            return made;
        }

        var outcome = make();
        if (outcome.Succeeded && outcome.Value.Expiration is not null)
        {
            Keep(key, outcome.Value);
        }

        return outcome;
    }

    /// <summary>The kept session, or null when there is none with time left.</summary>
    public AwsCredentials? Find(CacheKey key)
    {
        try
        {
            var file = Path.Combine(_folder, key.Text);
            return File.Exists(file) && _sealing.Value.Open(File.ReadAllBytes(file), key) is { } content ? Fresh(JsonText.Read(content, out _)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _surroundings.Trace?.Invoke($"A cached session cannot be read: {unreadable.Message}");
            return null;
        }
    }

    /// <summary>Forgets all sessions.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        var count = 0;
        foreach (var file in Entries())
        {
            File.Delete(file);
            count++;
        }

        return count;
    }

    // Locks stay: one that is deleted while it is held would let a second process in.
    private string[] Entries() => !Directory.Exists(_folder) ? []
        : Array.FindAll(Directory.GetFiles(_folder), static file => CacheKey.IsOne(Path.GetFileName(file)));

    // No session lasts longer than 36 hours (GetSessionToken, GetFederationToken).
    private void ForgetOld()
    {
        foreach (var file in Entries())
        {
            if (_surroundings.Clock.GetUtcNow() - File.GetLastWriteTimeUtc(file) > LongestSession)
            {
                File.Delete(file);
            }
        }
    }

    private AwsCredentials? Fresh(Value? entry)
    {
        if (entry?.FindText("AccessKeyId") is not { } id || entry.FindText("SecretAccessKey") is not { } secret || entry.FindText("SessionToken") is not { } token
            || Instants.Read(entry.FindText("Expiration")) is not { } end || Instants.Read(entry.FindText("Issued")) is not { } issued)
        {
            return null;
        }

        // Ten minutes must be left, or a fifth of the lifetime of a short session, so that fifteen-minute sessions are cached too.
        var fifth = (end - issued) / 5;
        if (end - _surroundings.Clock.GetUtcNow() <= (fifth < Shortest ? fifth : Shortest))
        {
            return null;
        }

        return new AwsCredentials(id, Secret.FromText(secret), (entry.FindText("Source") ?? "cache") + " (cached)")
        {
            SessionToken = Secret.FromText(token),
            Expiration = end,
            AccountId = entry.FindText("AccountId"),
        };
    }

    /// <summary>Keeps a session; one that cannot be written is simply not kept.</summary>
    public void Keep(CacheKey key, AwsCredentials session)
    {
        var entry = new MapValue()
            .Set("AccessKeyId", session.AccessKeyId)
            .Set("SecretAccessKey", session.SecretAccessKey.Reveal())
            .Set("SessionToken", session.SessionToken?.Reveal() ?? string.Empty)
            .Set("Expiration", Instants.Write(session.Expiration!.Value))
            .Set("Issued", Instants.Write(_surroundings.Clock.GetUtcNow()))
            .Set("Source", session.Source);
        if (session.AccountId is { } account)
        {
            entry.Set("AccountId", account);
        }

        try
        {
            PrivateFile.Write(Path.Combine(_folder, key.Text), _sealing.Value.Seal(Encoding.UTF8.GetBytes(JsonText.Write(entry, JsonStyle.Compact)), key));
            ForgetOld();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _surroundings.Trace?.Invoke($"This session is not kept: {refused.Message}");
        }
    }
}
