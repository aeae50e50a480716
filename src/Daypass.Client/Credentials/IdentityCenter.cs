using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Credentials;

/// <summary>An identity center: its cached sign-in, which is renewed while that is possible, and its portal.</summary>
internal sealed class IdentityCenter(ClientSettings settings, CredentialTools tools, string region, string startUrl, string? session)
{
    private const string SignIn = "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws "
        + "sso login with the corresponding profile.";
    private static readonly TimeSpan RenewalWindow = TimeSpan.FromMinutes(5);

    /// <summary>What its sign-in is called.</summary>
    public string Name => session ?? startUrl;

    /// <summary>A valid access token.</summary>
    public ClientResult<string> GetToken()
    {
        var file = TokenFile();
        if (!File.Exists(file))
        {
            return ClientError.General($"Error loading SSO Token: Token for {Name} does not exist");
        }

        if (JsonText.Parse(File.ReadAllBytes(file), out _) is not MapValue token
            || token.FindText("accessToken") is not { } access || Timestamps.Parse(token.FindText("expiresAt")) is not { } end)
        {
            return ClientError.General($"Error loading SSO Token: Token for {Name} is invalid");
        }

        var now = settings.Environment.Clock.GetUtcNow();
        if (end - now > RenewalWindow)
        {
            return access;
        }

        var renewed = RenewToken(token, now);
        if (renewed.Error is { } wrong)
        {
            return wrong;
        }

        return (renewed.Value ?? (end > now ? access : null)) is { } usable ? usable : ClientError.General(SignIn);
    }

    /// <summary>Asks the portal.</summary>
    public ClientResult<MapValue> CallPortal(string pathAndQuery, string accessToken)
    {
        var portal = EndpointResolver.ResolveBeside(settings, "sso", region);
        if (!portal.Succeeded)
        {
            return portal.Error;
        }

        var request = new HttpRequest("GET", Below(portal.Value, pathAndQuery)) { Headers = [new("x-amz-sso_bearer_token", accessToken)] };
        var outcome = Send(request);
        if (outcome.Answer is not { } answer)
        {
            return CredentialErrors.Retrieval("sso", $"{portal.Value.Url} cannot be reached: {outcome.Detail}") with
            {
                Advice = $"The address came from {portal.Value.Origin}.",
            };
        }

        if (answer.Status == 401)
        {
            return ClientError.General(SignIn);
        }

        var body = JsonText.Parse(answer.Body, out _) as MapValue;
        return answer.Status == 200 && body is not null
            ? body
            : CredentialErrors.Retrieval("sso", body?.FindText("message") ?? $"HTTP status {answer.Status}");
    }

    // Null when the sign-in cannot be renewed; an error only when a setting is wrong.
    private ClientResult<string?> RenewToken(MapValue token, DateTimeOffset now)
    {
        if (token.FindText("refreshToken") is not { } refresh
            || token.FindText("clientId") is not { } client || token.FindText("clientSecret") is not { } secret
            || Timestamps.Parse(token.FindText("registrationExpiresAt")) <= now)
        {
            return (string?)null;
        }

        var issuer = EndpointResolver.ResolveBeside(settings, "sso-oidc", region);
        if (!issuer.Succeeded)
        {
            return issuer.Error;
        }

        var form = new MapValue().Set("grantType", "refresh_token").Set("clientId", client).Set("clientSecret", secret).Set("refreshToken", refresh);
        var request = new HttpRequest("POST", Below(issuer.Value, "token"))
        {
            Headers = [new("Content-Type", "application/json")],
            Body = Encoding.UTF8.GetBytes(JsonText.Write(form, JsonStyle.Compact)),
        };
        if (Send(request).Answer is not { Status: 200 } answer || JsonText.Parse(answer.Body, out _) is not MapValue fresh
            || fresh.FindText("accessToken") is not { } access || fresh.Find("expiresIn") is not IntegerValue { Number: var seconds })
        {
            return (string?)null;
        }

        token.Set("accessToken", access);
        token.Set("expiresAt", now.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        token.Set("refreshToken", fresh.FindText("refreshToken") ?? refresh);
        PrivateFile.Write(TokenFile(), Encoding.UTF8.GetBytes(JsonText.Write(token)));
        return access;
    }

    private HttpResult Send(HttpRequest request) =>
        tools.Http.Send(request, tools.Connection with { Proxy = ProxySettings.Find(request.Url, settings.Environment) });

    private static Uri Below(ServiceEndpoint endpoint, string path) => new(endpoint.Url.AbsoluteUri.TrimEnd('/') + "/" + path);

    private string TokenFile()
    {
#pragma warning disable CA5350 // The name of a file of another tool; it protects nothing.
        var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(Name)));
#pragma warning restore CA5350
        return Path.Combine(settings.Environment.HomeFolder, ".aws", "sso", "cache", name + ".json");
    }
}
