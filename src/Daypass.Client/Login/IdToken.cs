using Daypass.Client.Errors;
using Daypass.Client.Tokens;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Login;

/// <summary>The identity token of a sign-in: checked for being meant for us. Its signature is checked by who grants the session.</summary>
internal static class IdToken
{
    /// <summary>The token in an answer of the token endpoint.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="provider">Who must have issued it.</param>
    /// <param name="client">Whom it must be for.</param>
    /// <param name="nonce">What it must repeat; null when nothing was asked to be repeated.</param>
    /// <param name="now">The time.</param>
    public static ClientResult<string> Validate(MapValue answer, SignInProvider provider, OidcClient client, string? nonce, DateTimeOffset now)
    {
        if (answer.FindText("id_token") is not { } token)
        {
            var reason = answer.FindText("error_description") ?? answer.FindText("error") ?? "the answer has no id_token; is openid among the scopes?";
            return ClientError.General($"{provider.Issuer} gave no identity token: {reason}");
        }

        if (JsonWebToken.ReadClaims(token) is not { } claims)
        {
            return Refuse("is no JSON Web Token");
        }

        if (claims.FindText("iss") != provider.Issuer)
        {
            return Refuse($"was issued by {claims.FindText("iss")}, not by {provider.Issuer}");
        }

        if (!IsMeantFor(claims.Find("aud"), client.Id))
        {
            return Refuse("is not meant for this client");
        }

        if (nonce is not null && claims.FindText("nonce") != nonce)
        {
            return Refuse("does not belong to this sign-in");
        }

        return claims.Find("exp") is IntegerValue { Number: var end } && end > now.ToUnixTimeSeconds() ? token : Refuse("has expired");
    }

    private static bool IsMeantFor(Value? audience, string client)
    {
        if (audience is TextValue { Text: var one })
        {
            return one == client;
        }

        foreach (var item in (audience as ListValue)?.Items ?? [])
        {
            if (item is TextValue { Text: var text } && text == client)
            {
                return true;
            }
        }

        return false;
    }

    private static ClientError Refuse(string reason) => ClientError.General($"The identity token {reason}.");
}
