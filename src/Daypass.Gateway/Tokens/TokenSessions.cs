using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Daypass.Gateway.Routes;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Calls;

namespace Daypass.Gateway.Tokens;

/// <summary>The sessions of tokens, kept until shortly before they end, under a hash of the token and the role. Safe for any number of threads.</summary>
internal sealed class TokenSessions(SessionClient sts, TimeProvider clock)
{
    private const int MostSessions = 10_000;
    private const int MostQuestions = 256;
    private const int LongestToken = 20_000;
    private const int NameDigits = 32;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefusalLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly AwsError NoToken = new("InvalidIdentityToken", 401, "The Authorization header holds no token.");

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<Result<SigningCredentials>>> _asking = new(StringComparer.Ordinal);

    /// <summary>How many are kept, refusals among them.</summary>
    public int Count => _kept.Count;

    /// <summary>The session of a token, or the refusal.</summary>
    /// <exception cref="ServerUnreachableException">The server is away.</exception>
    public async Task<Result<SigningCredentials>> Get(string token, TokenRule rule, CancellationToken cancelled)
    {
        // What has not the form of one (RFC 7515 section 7.1) costs the server nothing.
        if (token.Length > LongestToken || token.AsSpan().Count('.') != 2 || token.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            return NoToken;
        }

        var key = KeyOf(token, rule);
        if (_kept.TryGetValue(key, out var kept) && kept.Until > clock.GetUtcNow())
        {
            return kept.Session;
        }

        if (!_asking.TryGetValue(key, out var asking))
        {
            if (_asking.Count >= MostQuestions)
            {
                throw new ServerUnreachableException("Too many tokens wait for their sessions.");
            }

            asking = Ask(key, token, rule);
            if (_asking.TryAdd(key, asking))
            {
                _ = asking.ContinueWith(
                    over => _asking.TryRemove(new(key, over)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        return await asking.WaitAsync(cancelled);
    }

    /// <summary>The session is of no use any more.</summary>
    public void Forget(string token, TokenRule rule) => _kept.TryRemove(KeyOf(token, rule), out _);

    private async Task<Result<SigningCredentials>> Ask(string key, string token, TokenRule rule)
    {
        using var alarm = new CancellationTokenSource(Patience, clock);
        Result<Protocol.Sts.Credentials> answer;
        try
        {
            answer = await sts.Assume(token, rule, "token-" + key[..NameDigits], alarm.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new ServerUnreachableException("AssumeRoleWithWebIdentity has not been answered in time.", late);
        }

        if (!answer.Succeeded)
        {
            // The token is at fault, or the role does not trust it: 401 asks for another one.
            var refused = answer.Error with { Status = answer.Error.Code is "AccessDenied" ? 403 : 401 };
            Keep(key, new Kept(refused, clock.GetUtcNow() + RefusalLife));
            return refused;
        }

        var made = answer.Value;
        var session = new SigningCredentials(made.AccessKeyId, Secret.FromText(made.SecretAccessKey), made.SessionToken);
        Keep(key, new Kept(session, made.Expiration - Margin));
        return session;
    }

    private void Keep(string key, Kept kept)
    {
        if (_kept.Count >= MostSessions)
        {
            var now = clock.GetUtcNow();
            foreach (var (old, one) in _kept)
            {
                if (one.Until <= now)
                {
                    _kept.TryRemove(old, out _);
                }
            }

            if (_kept.Count >= MostSessions)
            {
                _kept.Clear();
            }
        }

        _kept[key] = kept;
    }

    private static string KeyOf(string token, TokenRule rule) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Role}\n{rule.Duration?.TotalSeconds}\n{token}")));

    private readonly record struct Kept(Result<SigningCredentials> Session, DateTimeOffset Until);
}
