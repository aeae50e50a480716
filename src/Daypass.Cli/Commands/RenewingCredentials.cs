using Daypass.Client;
using Daypass.Client.Errors;

namespace Daypass.Cli.Commands;

/// <summary>
/// Credentials at hand that are requested again in the background. An SDK gives an endpoint a second or two, which a slow provider or a
/// person who is asked for a code may not keep: then it gets those that still last, and the new ones the next time.
/// </summary>
/// <param name="first">The credentials to begin with.</param>
/// <param name="get">Gets credentials; from the cache while they last.</param>
/// <param name="clock">The time.</param>
internal sealed class RenewingCredentials(AwsCredentials first, Func<ClientResult<AwsCredentials>> get, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _one = new();
    private ClientResult<AwsCredentials> _current = first;
    private ManualResetEventSlim? _running;

    /// <summary>The newest credentials, or why there are none that last.</summary>
    public ClientResult<AwsCredentials> Get()
    {
        ManualResetEventSlim asked;
        lock (_one)
        {
            asked = _running ??= BeginRenewal();
        }

        if (!asked.Wait(Patience) && !IsCurrent())
        {
            asked.Wait();
        }

        lock (_one)
        {
            return _current;
        }
    }

    private ManualResetEventSlim BeginRenewal()
    {
        var asked = new ManualResetEventSlim();
        new Thread(() =>
        {
            var outcome = get();
            lock (_one)
            {
                _current = outcome.Succeeded || !IsCurrent() ? outcome : _current;
                _running = null;
            }

            asked.Set();
        })
        { IsBackground = true, Name = "credential renewal" }.Start();
        return asked;
    }

    private bool IsCurrent()
    {
        lock (_one)
        {
            return _current.Succeeded && (_current.Value.Expiration is not { } end || end > clock.GetUtcNow());
        }
    }
}
