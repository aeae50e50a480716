using Daypass.Client.Errors;
using Daypass.Client.Http;

namespace Daypass.Client.Login;

/// <summary>Waits on this machine for a browser to bring back the result of a sign-in.</summary>
public sealed class BrowserCallback : IDisposable
{
    private const string Page = "<!doctype html><html lang=en><meta charset=utf-8><title>Signed in</title><p>You are signed in. This window may be closed.</html>";

    private readonly Func<IReadOnlyDictionary<string, string>, bool> _wanted;
    private readonly string _path;
    private readonly ManualResetEventSlim _came = new();
    private readonly Lock _one = new();
    private LoopbackServer? _server;
    private Dictionary<string, string>? _result;

    private BrowserCallback(string path, Func<IReadOnlyDictionary<string, string>, bool> wanted) => (_path, _wanted) = (path, wanted);

    /// <summary>Where the browser has to come back to.</summary>
    public string Address => _server!.AddressOf(_path);

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="path">The path; other paths are answered with 404.</param>
    /// <param name="wanted">Whether the fields of the query or the form are the ones waited for; others are answered with 400.</param>
    /// <param name="trace">Receives a line about each request; null for none.</param>
    public static ClientResult<BrowserCallback> Start(int port, string path, Func<IReadOnlyDictionary<string, string>, bool> wanted, Action<string>? trace)
    {
        var waiting = new BrowserCallback(path, wanted);
        var started = LoopbackServer.Start(port, waiting.Answer, trace);
        if (!started.Succeeded)
        {
            waiting.Dispose();
            return started.Error;
        }

        waiting._server = started.Value;
        return waiting;
    }

    /// <summary>Waits for the browser.</summary>
    /// <returns>The fields it brought, or that no browser came.</returns>
    public ClientResult<IReadOnlyDictionary<string, string>> Wait(TimeSpan patience)
    {
        if (!_came.Wait(patience))
        {
            return ClientError.General("The browser did not come back in time.");
        }

        lock (_one)
        {
            return _result!;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        _came.Dispose();
    }

    private LoopbackAnswer Answer(LoopbackRequest request)
    {
        if (request.Path != _path)
        {
            return PlainAnswer("404 Not Found");
        }

        var fields = ParseFields(request.Method == "POST" ? request.Body : request.Query);
        lock (_one)
        {
            if (_result is not null || !_wanted(fields))
            {
                return PlainAnswer("400 Bad Request");
            }

            _result = fields;
        }

        // The page first: the run may end as soon as it continues.
        return new LoopbackAnswer("200 OK", "text/html; charset=utf-8", Page) { Sent = _came.Set };
    }

    private static LoopbackAnswer PlainAnswer(string status) => new(status, "text/plain", status + "\n");

    private static Dictionary<string, string> ParseFields(string form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Replace('+', ' ').Split('=', 2);
            fields.TryAdd(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        }

        return fields;
    }
}
