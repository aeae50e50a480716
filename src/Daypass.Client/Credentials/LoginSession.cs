using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Client.Cache;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Tokens;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Client.Credentials;

/// <summary>A session of <c>aws login</c> in its file: credentials of fifteen minutes, and what renews them for up to twelve hours.</summary>
internal sealed class LoginSession(ClientSettings settings, CredentialTools tools, string name)
{
    private const string Provider = "login";
    private static readonly TimeSpan RenewalWindow = TimeSpan.FromMinutes(5);

    private string File => Path.Combine(FindFolder(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim()))) + ".json");

    /// <summary>The credentials, renewed when they end soon.</summary>
    public ClientResult<AwsCredentials> Get()
    {
        var now = settings.Environment.Clock.GetUtcNow();
        var stored = Read();
        if (!stored.Succeeded || Left(stored.Value, now) > RenewalWindow)
        {
            return stored.Succeeded ? Credentials(stored.Value) : stored.Error;
        }

        // One process renews, the others find what it got: a refresh token is good once.
        using var held = FileLock.Acquire(File + ".daypass.lock", settings.Environment.Trace);
        stored = Read();
        if (!stored.Succeeded || Left(stored.Value, now) > RenewalWindow)
        {
            return stored.Succeeded ? Credentials(stored.Value) : stored.Error;
        }

        var refused = Renew(stored.Value, now);
        return refused is not null && Left(stored.Value, now) <= TimeSpan.Zero ? refused : Credentials(stored.Value);
    }

    private ClientResult<MapValue> Read()
    {
        if (!System.IO.File.Exists(File))
        {
            return Failed($"Unable to load a existing login session for session {name}, Please reauthenticate with 'aws login'.");
        }

        return JsonText.Parse(System.IO.File.ReadAllBytes(File), out _) is MapValue stored && stored.Find("accessToken") is { } token
            && token.FindText("accessKeyId") is not null && token.FindText("secretAccessKey") is not null && token.FindText("sessionToken") is not null
            && Timestamps.Parse(token.FindText("expiresAt")) is not null
                ? stored
                : Failed("Failed to load access token from token cache, missing one or more required fields.");
    }

    private AwsCredentials Credentials(MapValue stored)
    {
        var token = stored.Find("accessToken")!;
        return new AwsCredentials(
            token.FindText("accessKeyId")!,
            Secret.FromText(token.FindText("secretAccessKey")!),
            $"the login session of profile {settings.ProfileName}")
        {
            SessionToken = Secret.FromText(token.FindText("sessionToken")!),
            Expiration = Timestamps.Parse(token.FindText("expiresAt")),
            AccountId = token.FindText("accountId"),
            Identity = "login:" + name,
        };
    }

    private static TimeSpan Left(MapValue stored, DateTimeOffset now) =>
        Timestamps.Parse(stored.Find("accessToken")!.FindText("expiresAt"))!.Value - now;

    // Renews what is stored; why it could not be renewed, or null.
    private ClientError? Renew(MapValue stored, DateTimeOffset now)
    {
        if (stored.FindText("refreshToken") is not { } refresh || stored.FindText("clientId") is not { } client || stored.FindText("dpopKey") is not { } key)
        {
            return Ended();
        }

        if (settings.Outer.Region is not { } region)
        {
            return EndpointResolver.NoRegion();
        }

        var endpoint = EndpointResolver.ResolveBeside(settings, "signin", region);
        if (!endpoint.Succeeded)
        {
            return endpoint.Error;
        }

        var url = new Uri(endpoint.Value.Url.AbsoluteUri.TrimEnd('/') + "/v1/token");
        if (PossessionProof.Create(key, "POST", url, now) is not { } proof)
        {
            return Failed("Unable to load private key from cached token.");
        }

        var body = new MapValue().Set("clientId", client).Set("grantType", "refresh_token").Set("refreshToken", refresh);
        var request = new HttpRequest("POST", url)
        {
            Headers = [new("Content-Type", "application/json"), new("DPoP", proof)],
            Body = Encoding.UTF8.GetBytes(JsonText.Write(body, JsonStyle.Compact)),
        };
        var outcome = tools.Http.Send(request, tools.Connection with { Proxy = ProxySettings.Find(url, settings.Environment) });
        if (outcome.Answer is not { } answer)
        {
            return CredentialErrors.Retrieval(Provider, $"{url} cannot be reached: {outcome.Detail}") with
            {
                Advice = $"The address came from {endpoint.Value.Origin}.",
            };
        }

        return Keep(stored, answer, now);
    }

    private ClientError? Keep(MapValue stored, HttpAnswer answer, DateTimeOffset now)
    {
        var fresh = JsonText.Parse(answer.Body, out _) as MapValue;
        if (answer.Status != 200)
        {
            return fresh?.FindText("error") switch
            {
                "TOKEN_EXPIRED" or "USER_CREDENTIALS_CHANGED" => Ended(),
                "INSUFFICIENT_PERMISSIONS" => ClientError.General(
                    "Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'CreateOAuth2Token' action."),
                _ => CredentialErrors.Retrieval(Provider, fresh?.FindText("message") ?? $"HTTP status {answer.Status}"),
            };
        }

        if (fresh?.Find("accessToken") is not MapValue given || given.FindText("accessKeyId") is null || given.FindText("secretAccessKey") is null
            || given.FindText("sessionToken") is null || fresh.Find("expiresIn") is not IntegerValue { Number: var seconds and > 0 })
        {
            return CredentialErrors.Retrieval(Provider, "The answer holds no credentials.");
        }

        given.SetIfPresent("accountId", stored.Find("accessToken")!.FindText("accountId"));
        given.Set("expiresAt", now.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        stored.Set("accessToken", given);
        stored.SetIfPresent("refreshToken", fresh.FindText("refreshToken"));
        PrivateFile.Write(File, Encoding.UTF8.GetBytes(JsonText.Write(stored)));
        return null;
    }

    private string FindFolder() => settings.Environment.GetVariable("AWS_LOGIN_CACHE_DIRECTORY") is { } configured
        ? settings.Environment.ExpandPath(configured)
        : Path.Combine(settings.Environment.HomeFolder, ".aws", "login", "cache");

    private static ClientError Ended() => ClientError.General("Your session has expired. Please reauthenticate using 'aws login'.");

    private static ClientError Failed(string reason) => ClientError.General("Error loading login session token: " + reason);
}
