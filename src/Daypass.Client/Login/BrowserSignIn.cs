using System.Security.Cryptography;
using System.Text;
using Daypass.Client.Errors;
using Daypass.Client.Tokens;

namespace Daypass.Client.Login;

/// <summary>Signs in with a browser that comes back to a loopback address, protected by PKCE, state and nonce (RFC 8252, RFC 7636).</summary>
/// <param name="provider">Where.</param>
/// <param name="client">As whom.</param>
/// <param name="environment">The clock.</param>
public sealed class BrowserSignIn(SignInProvider provider, OidcClient client, ClientEnvironment environment)
{
    private const string Path = "/callback";

    /// <summary>Runs the sign-in.</summary>
    /// <param name="port">The loopback port; 0 takes a free one.</param>
    /// <param name="patience">How long to wait for the browser to come back.</param>
    /// <param name="open">Shows a user, or a browser, the address to go to.</param>
    /// <returns>The identity token.</returns>
    public ClientResult<string> Run(int port, TimeSpan patience, Action<Uri> open)
    {
        var authorization = provider.FindEndpoint("authorization_endpoint");
        var tokens = provider.FindEndpoint("token_endpoint");
        if ((authorization.Error ?? tokens.Error) is { } missing)
        {
            return missing;
        }

        var (state, nonce, verifier) = (RandomText(), RandomText(), RandomText());
        var challenge = Base64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var listening = BrowserCallback.Start(port, Path, fields => fields.GetValueOrDefault("state") == state, environment.Trace);
        if (!listening.Succeeded)
        {
            return listening.Error;
        }

        using var waiting = listening.Value;
        var redirect = waiting.Address;
        open(CreateAddress(authorization.Value!, redirect, state, nonce, challenge));

        var returned = waiting.Wait(patience);
        if (!returned.Succeeded)
        {
            return returned.Error;
        }

        if (!returned.Value.TryGetValue("code", out var code))
        {
            var reason = returned.Value.GetValueOrDefault("error_description") ?? returned.Value.GetValueOrDefault("error") ?? "no code came back";
            return ClientError.General($"{provider.Issuer} refused the sign-in: {reason}");
        }

        // RFC 9207: where the provider says who it is, it must be who was asked.
        if (returned.Value.TryGetValue("iss", out var issuer) && issuer != provider.Issuer)
        {
            return ClientError.General($"The answer came from {issuer}, not from {provider.Issuer}.");
        }

        var answer = provider.Post(
            tokens.Value!,
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("client_id", client.Id),
            ("client_secret", client.Secret),
            ("code_verifier", verifier));
        return answer.Succeeded ? IdToken.Validate(answer.Value, provider, client, nonce, environment.Clock.GetUtcNow()) : answer.Error;
    }

    private Uri CreateAddress(Uri endpoint, string redirect, string state, string nonce, string challenge)
    {
        var query = new StringBuilder(endpoint.Query.Length > 1 ? endpoint.Query + "&" : "?");
        query.Append("response_type=code&client_id=").Append(Uri.EscapeDataString(client.Id));
        query.Append("&redirect_uri=").Append(Uri.EscapeDataString(redirect));
        query.Append("&scope=").Append(Uri.EscapeDataString(client.Scopes));
        query.Append("&state=").Append(state).Append("&nonce=").Append(nonce);
        query.Append("&code_challenge=").Append(challenge).Append("&code_challenge_method=S256");
        return new Uri(endpoint.GetLeftPart(UriPartial.Path) + query);
    }

    private static string RandomText() => Base64Url.Encode(RandomNumberGenerator.GetBytes(32));
}
