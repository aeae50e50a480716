using System.Text;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Client.Sessions;

/// <summary>Keeps issued credentials under handles, one file of mode 0600 each, sealed like the cache where the system keeps keys.</summary>
public sealed class SessionStore
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly CacheSealing _sealing;

    private SessionStore(string folder, TimeProvider clock, Secret? key) => (_folder, _clock, _sealing) = (folder, clock, new CacheSealing(key));

    /// <summary>The user's own store: the folder <c>handles</c> of the session cache.</summary>
    public static SessionStore Of(Surroundings surroundings)
    {
        var folder = SessionCache.Folder(surroundings);
        var key = CacheKeyring.Key(surroundings, folder);
        return new SessionStore(Path.Combine(folder, "handles"), surroundings.Clock, key);
    }

    /// <summary>Keeps a session.</summary>
    /// <returns>Its handle, or why it cannot be kept: the credentials are lost then.</returns>
    public Outcome<string> Add(KeptSession session)
    {
        var handle = SessionHandle.New();
        try
        {
            PrivateFile.Write(Path.Combine(_folder, handle), _sealing.Seal(Encoding.UTF8.GetBytes(JsonText.Write(Write(session), JsonStyle.Compact)), Name(handle)));
            return handle;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientFault.General($"The session cannot be kept in {_folder}: {refused.Message}");
        }
    }

    /// <summary>The session of a handle.</summary>
    /// <returns>The session, or that there is none of that name (<c>InvalidSessionHandle</c>), or that it has ended (<c>ExpiredToken</c>).</returns>
    public Outcome<KeptSession> Find(string handle)
    {
        if (!SessionHandle.IsOne(handle) || Read(handle) is not { } session)
        {
            return new ClientFault(FaultKind.Configuration, "InvalidSessionHandle", "There is no kept session of that name; handles begin with dps- and are forgotten a day after their session ends.");
        }

        return HasEnded(session)
            ? new ClientFault(FaultKind.Configuration, "ExpiredToken", $"The session {handle} ended at {Instants.Write(session.Credentials.Expiration!.Value)}.")
            : session;
    }

    /// <summary>The sessions that have not ended, by handle; forgets those that ended long ago.</summary>
    public IReadOnlyList<(string Handle, KeptSession Session)> Live()
    {
        List<(string, KeptSession)> live = [];
        foreach (var file in Directory.Exists(_folder) ? Directory.GetFiles(_folder) : [])
        {
            var handle = Path.GetFileName(file);
            if (!SessionHandle.IsOne(handle) || Read(handle) is not { } session)
            {
                continue;
            }

            if (!HasEnded(session))
            {
                live.Add((handle, session));
            }
            else if (_clock.GetUtcNow() - session.Credentials.Expiration!.Value > Remembered)
            {
                File.Delete(file);
            }
        }

        live.Sort(static (one, other) => one.Item2.IssuedAt.CompareTo(other.Item2.IssuedAt));
        return live;
    }

    /// <summary>Keeps another secret, a token for example, as a file of mode 0600 that programs can be pointed at.</summary>
    /// <param name="extension">How the file's name ends: <c>.jwt</c>.</param>
    /// <param name="content">The secret.</param>
    /// <returns>The path, or why it cannot be kept.</returns>
    public Outcome<string> AddFile(string extension, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_folder, SessionHandle.New() + extension);
        try
        {
            PrivateFile.Write(path, content);
            return path;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientFault.General($"The secret cannot be kept in {_folder}: {refused.Message}");
        }
    }

    /// <summary>True for a file that this store made.</summary>
    public bool Made(string path) =>
        string.Equals(Path.GetDirectoryName(Path.GetFullPath(path)), Path.GetFullPath(_folder), StringComparison.Ordinal) && SessionHandle.IsOne(Path.GetFileNameWithoutExtension(path));

    /// <summary>Forgets a session.</summary>
    public void Remove(string handle)
    {
        if (SessionHandle.IsOne(handle))
        {
            File.Delete(Path.Combine(_folder, handle));
        }
    }

    private static CacheKey Name(string handle) => CacheKey.Of("handle", handle);

    private bool HasEnded(KeptSession session) => session.Credentials.Expiration <= _clock.GetUtcNow();

    private KeptSession? Read(string handle)
    {
        try
        {
            var file = Path.Combine(_folder, handle);
            return File.Exists(file) && _sealing.Open(File.ReadAllBytes(file), Name(handle)) is { } content ? Read(JsonText.Read(content, out _)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Removed in between, or somebody else's: for the caller there is no such session.
            return null;
        }
    }

    private static KeptSession? Read(Value? entry)
    {
        if (entry?.FindText("AccessKeyId") is not { } id || entry.FindText("SecretAccessKey") is not { } secret
            || entry.FindText("Operation") is not { } operation || entry.FindText("Endpoint") is not { } endpoint || entry.FindText("Region") is not { } region)
        {
            return null;
        }

        List<string> roles = [];
        foreach (var role in (entry.Find("Roles") as ListValue)?.Items ?? [])
        {
            roles.Add(((TextValue)role).Text);
        }

        var credentials = new AwsCredentials(id, Secret.FromText(secret), "a session kept by the agent tool")
        {
            SessionToken = StaticCredentials.Token(entry.FindText("SessionToken")),
            Expiration = Instants.Read(entry.FindText("Expiration")),
            AccountId = entry.FindText("AccountId"),
        };
        return new KeptSession(credentials, operation)
        {
            Arn = entry.FindText("Arn"),
            Roles = roles,
            Endpoint = endpoint,
            Region = region,
            IssuedAt = Instants.Read(entry.FindText("IssuedAt")) ?? default,
        };
    }

    private static MapValue Write(KeptSession session)
    {
        var (credentials, roles) = (session.Credentials, new ListValue());
        foreach (var role in session.Roles)
        {
            roles.Items.Add(Value.Of(role));
        }

        var entry = new MapValue()
            .Set("AccessKeyId", credentials.AccessKeyId)
            .Set("SecretAccessKey", credentials.SecretAccessKey.Reveal())
            .Set("Operation", session.Operation)
            .Set("Endpoint", session.Endpoint)
            .Set("Region", session.Region)
            .Set("Roles", roles)
            .Set("IssuedAt", Instants.Write(session.IssuedAt));
        Set(entry, "SessionToken", credentials.SessionToken?.Reveal());
        Set(entry, "Expiration", credentials.Expiration is { } end ? Instants.Write(end) : null);
        Set(entry, "AccountId", credentials.AccountId);
        Set(entry, "Arn", session.Arn);
        return entry;
    }

    private static void Set(MapValue entry, string name, string? value)
    {
        if (value is not null)
        {
            entry.Set(name, value);
        }
    }
}
