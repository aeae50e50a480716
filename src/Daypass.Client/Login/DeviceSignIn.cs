using Daypass.Client.Faults;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Login;

/// <summary>Signs in by a code that is typed on another device (RFC 8628).</summary>
/// <param name="provider">Where.</param>
/// <param name="client">As whom.</param>
/// <param name="surroundings">The clock.</param>
public sealed class DeviceSignIn(OidcProvider provider, OidcClient client, Surroundings surroundings)
{
    private const int UsualInterval = 5;
    private const int UsualLifetime = 600;

    /// <summary>Waits between two questions; tests replace it.</summary>
    public Action<TimeSpan> Pause { get; init; } = Thread.Sleep;

    /// <summary>Runs the sign-in.</summary>
    /// <param name="show">Shows a person the address and the code; the third text is the address with the code in it, where there is one.</param>
    /// <returns>The identity token.</returns>
    public Outcome<string> Run(Action<string, string, string?> show)
    {
        var endpoint = provider.Endpoint("device_authorization_endpoint");
        var tokens = provider.Endpoint("token_endpoint");
        if ((endpoint.Fault ?? tokens.Fault) is { } missing)
        {
            return missing;
        }

        var begun = provider.Post(endpoint.Value!, ("client_id", client.Id), ("client_secret", client.Secret), ("scope", client.Scopes));
        if (!begun.Succeeded)
        {
            return begun.Fault;
        }

        var address = begun.Value.FindText("verification_uri") ?? begun.Value.FindText("verification_url");
        if (begun.Value.FindText("device_code") is not { } device || begun.Value.FindText("user_code") is not { } code || address is null)
        {
            return ClientFault.General($"{provider.Issuer} does not let this client sign in by code: {begun.Value.FindText("error_description") ?? begun.Value.FindText("error") ?? "the answer is incomplete"}");
        }

        show(address, code, begun.Value.FindText("verification_uri_complete"));
        return Poll(tokens.Value!, device, begun.Value);
    }

    private Outcome<string> Poll(Uri endpoint, string device, MapValue begun)
    {
        var interval = begun.Find("interval") is IntegerValue { Number: > 0 and < 600 and var asked } ? (int)asked : UsualInterval;
        var lifetime = begun.Find("expires_in") is IntegerValue { Number: > 0 and < 86400 and var given } ? (int)given : UsualLifetime;
        var end = surroundings.Clock.GetUtcNow().AddSeconds(lifetime);
        while (surroundings.Clock.GetUtcNow() < end)
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
                return answer.Fault;
            }

            switch (answer.Value.FindText("error"))
            {
                case "authorization_pending":
                    break;
                case "slow_down":
                    interval += UsualInterval;
                    break;
                default:
                    return IdToken.Of(answer.Value, provider, client, null, surroundings.Clock.GetUtcNow());
            }
        }

        return ClientFault.General("Nobody entered the code in time.");
    }
}
