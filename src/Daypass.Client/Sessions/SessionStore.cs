using System.Text;
using Daypass.Client.Cache;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Client.Sessions;

/// <summary>Stores issued credentials under handles, one file of mode 0600 each, sealed like the cache where the system keeps keys.</summary>
public sealed class SessionStore
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly CacheSealing _sealing;

    private SessionStore(string folder, TimeProvider clock, Secret? key) => (_folder, _clock, _sealing) = (folder, clock, new CacheSealing(key));

    /// <summary>The user's own store: the folder <c>handles</c> of the session cache.</summary>
    public static SessionStore Open(ClientEnvironment environment)
    {
        var folder = SessionCache.FindFolder(environment);
        var key = CacheKeyring.FindOrCreateKey(environment, folder);
        return new SessionStore(Path.Combine(folder, "handles"), environment.Clock, key);
    }

    /// <summary>Stores a session.</summary>
    /// <returns>Its handle, or why it cannot be stored: the credentials are lost then.</returns>
    public ClientResult<string> Add(StoredSession session)
    {
        var handle = SessionHandle.Create();
        try
        {
            PrivateFile.Write(
                Path.Combine(_folder, handle),
                _sealing.Seal(Encoding.UTF8.GetBytes(JsonText.Write(Write(session), JsonStyle.Compact)), KeyFor(handle)));
            return handle;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientError.General($"The session cannot be kept in {_folder}: {refused.Message}");
        }
    }

    /// <summary>The session of a handle.</summary>
    /// <returns>The session, or that there is none of that name (<c>InvalidSessionHandle</c>), or that it has ended (<c>ExpiredToken</c>).</returns>
    public ClientResult<StoredSession> Find(string handle)
    {
        if (!SessionHandle.IsValid(handle) || Read(handle) is not { } session)
        {
            return new ClientError(
                ClientErrorKind.Configuration,
                "InvalidSessionHandle",
                "There is no kept session of that name; handles begin with dps- and are forgotten a day after their session ends.");
        }

        return HasEnded(session)
            ? new ClientError(
                ClientErrorKind.Configuration,
                "ExpiredToken",
                $"The session {handle} ended at {Timestamps.Format(session.Credentials.Expiration!.Value)}.")
            : session;
    }

    /// <summary>The sessions that have not ended, by handle; forgets those that ended long ago.</summary>
    public IReadOnlyList<(string Handle, StoredSession Session)> ListActive()
    {
        List<(string, StoredSession)> live = [];
        foreach (var file in Directory.Exists(_folder) ? Directory.GetFiles(_folder) : [])
        {
            var handle = Path.GetFileName(file);
            if (!SessionHandle.IsValid(handle) || Read(handle) is not { } session)
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

    /// <summary>Stores another secret, a token for example, as a file of mode 0600 that programs can be pointed at.</summary>
    /// <param name="extension">How the file's name ends: <c>.jwt</c>.</param>
    /// <param name="content">The secret.</param>
    /// <returns>The path, or why it cannot be stored.</returns>
    public ClientResult<string> AddFile(string extension, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_folder, SessionHandle.Create() + extension);
        try
        {
            PrivateFile.Write(path, content);
            return path;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientError.General($"The secret cannot be kept in {_folder}: {refused.Message}");
        }
    }

    /// <summary>Forgets a session.</summary>
    public void Remove(string handle)
    {
        if (SessionHandle.IsValid(handle))
        {
            File.Delete(Path.Combine(_folder, handle));
        }
    }

    private static CacheKey KeyFor(string handle) => CacheKey.Create("handle", handle);

    private bool HasEnded(StoredSession session) => session.Credentials.Expiration <= _clock.GetUtcNow();

    private StoredSession? Read(string handle)
    {
        try
        {
            var file = Path.Combine(_folder, handle);
            return File.Exists(file) && _sealing.Open(File.ReadAllBytes(file), KeyFor(handle)) is { } content ? Read(JsonText.Parse(content, out _)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Removed in between, or another user's: for the caller there is no such session.
            return null;
        }
    }

    private static StoredSession? Read(Value? entry)
    {
        if (AwsCredentials.FromValue(entry, "a session kept by the agent tool") is not { } credentials
            || entry!.FindText("Operation") is not { } operation
            || entry.FindText("Endpoint") is not { } endpoint || entry.FindText("Region") is not { } region)
        {
            return null;
        }

        List<string> roles = [];
        foreach (var role in (entry.Find("Roles") as ListValue)?.Items ?? [])
        {
            roles.Add(((TextValue)role).Text);
        }

        return new StoredSession(credentials, operation)
        {
            Arn = entry.FindText("Arn"),
            Roles = roles,
            Endpoint = endpoint,
            Region = region,
            IssuedAt = Timestamps.Parse(entry.FindText("IssuedAt")) ?? default,
        };
    }

    private static MapValue Write(StoredSession session)
    {
        var roles = new ListValue();
        foreach (var role in session.Roles)
        {
            roles.Items.Add(Value.From(role));
        }

        var entry = new MapValue()
            .Set("Operation", session.Operation)
            .Set("Endpoint", session.Endpoint)
            .Set("Region", session.Region)
            .Set("Roles", roles)
            .Set("IssuedAt", Timestamps.Format(session.IssuedAt));
        entry.SetIfPresent("Arn", session.Arn);
        session.Credentials.WriteTo(entry);
        return entry;
    }
}
