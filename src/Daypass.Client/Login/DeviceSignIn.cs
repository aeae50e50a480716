using Daypass.Client.Errors;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Login;

/// <summary>Signs in by a code that is typed on another device (RFC 8628).</summary>
/// <param name="provider">Where.</param>
/// <param name="client">As whom.</param>
/// <param name="environment">The clock.</param>
public sealed class DeviceSignIn(SignInProvider provider, OidcClient client, ClientEnvironment environment)
{
    private const int UsualInterval = 5;
    private const int UsualLifetime = 600;

    /// <summary>Waits between two questions; tests replace it.</summary>
    public Action<TimeSpan> Pause { get; init; } = Thread.Sleep;

    /// <summary>Runs the sign-in.</summary>
    /// <param name="show">Shows a user the address and the code; the third text is the address with the code in it, where there is one.</param>
    /// <returns>The identity token.</returns>
    public ClientResult<string> Run(Action<string, string, string?> show)
    {
        var endpoint = provider.FindEndpoint("device_authorization_endpoint");
        var tokens = provider.FindEndpoint("token_endpoint");
        if ((endpoint.Error ?? tokens.Error) is { } missing)
        {
            return missing;
        }

        var begun = provider.Post(endpoint.Value!, ("client_id", client.Id), ("client_secret", client.Secret), ("scope", client.Scopes));
        if (!begun.Succeeded)
        {
            return begun.Error;
        }

        var address = begun.Value.FindText("verification_uri") ?? begun.Value.FindText("verification_url");
        if (begun.Value.FindText("device_code") is not { } device || begun.Value.FindText("user_code") is not { } code || address is null)
        {
            return ClientError.General($"{provider.Issuer} does not let this client sign in by code: {begun.Value.FindText("error_description") ?? begun.Value.FindText("error") ?? "the answer is incomplete"}");
        }

        show(address, code, begun.Value.FindText("verification_uri_complete"));
        return Poll(tokens.Value!, device, begun.Value);
    }

    private ClientResult<string> Poll(Uri endpoint, string device, MapValue begun)
    {
        var interval = begun.Find("interval") is IntegerValue { Number: > 0 and < 600 and var asked } ? (int)asked : UsualInterval;
        var lifetime = begun.Find("expires_in") is IntegerValue { Number: > 0 and < 86400 and var given } ? (int)given : UsualLifetime;
        var end = environment.Clock.GetUtcNow().AddSeconds(lifetime);
        while (environment.Clock.GetUtcNow() < end)
        {
            Pause(TimeSpan.FromSeconds(interval));
            var answer = provider.Post(
                endpoint,
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                ("device_code", device),
                ("client_id", client.Id),
                ("client_secret", client.Secret));
            if (!answer.Succeeded)
            {
                return answer.Error;
            }

            switch (answer.Value.FindText("error"))
            {
                case "authorization_pending":
                    break;
                case "slow_down":
                    interval += UsualInterval;
                    break;
                default:
                    return IdToken.Validate(answer.Value, provider, client, null, environment.Clock.GetUtcNow());
            }
        }

        return ClientError.General("Nobody entered the code in time.");
    }
}
