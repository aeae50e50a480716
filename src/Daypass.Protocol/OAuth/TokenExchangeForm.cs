using System.Text;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.OAuth;

/// <summary>Reads the form of a token exchange (RFC 8693, section 2.1) into the parameters of the operation.</summary>
public static class TokenExchangeForm
{
    /// <summary>The grant type.</summary>
    public const string GrantType = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>The longest body: two of the longest tokens, and room for the rest.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostTargets = 10;

    /// <summary>Reads a body.</summary>
    /// <param name="account">The account in the address.</param>
    /// <param name="body">The body.</param>
    /// <param name="form">Gets the values under the names of the operation.</param>
    /// <returns>The refusal, and the form is empty; or null.</returns>
    public static AwsError? Read(string account, ReadOnlySpan<byte> body, QueryForm form)
    {
        form.Reset();
        if (Fill(account, body, form) is { } refusal)
        {
            form.Reset();
            return refusal;
        }

        form.Complete();
        return null;
    }

    private static AwsError? Fill(string account, ReadOnlySpan<byte> body, QueryForm form)
    {
        if (body.Length > MostBytes)
        {
            return OAuthErrors.InvalidRequest("The body has more than 65,536 bytes.");
        }

        using var sent = new QueryForm();
        if (sent.Parse(default, body) != QueryFormFault.None)
        {
            return OAuthErrors.InvalidRequest("The body is not a form.");
        }

        if (!sent.TryGet("grant_type"u8, out var grant) || grant.IsEmpty)
        {
            return OAuthErrors.InvalidRequest("There is no grant_type.");
        }

        if (!Is(grant, GrantType))
        {
            return OAuthErrors.UnsupportedGrantType();
        }

        form.TryAdd("Account"u8, Encoding.ASCII.GetBytes(account));
        var (audiences, resources) = (0, 0);
        var last = default(ReadOnlySpan<byte>);
        for (var index = 0; index < sent.Count; index++)
        {
            var name = sent.NameAt(index);
            var value = sent.ValueAt(index);
            if (value.IsEmpty)
            {
                // As if it were not there (RFC 6749, section 3.2).
                continue;
            }

            if (name.SequenceEqual("audience"u8) || name.SequenceEqual("resource"u8))
            {
                if (audiences + resources == MostTargets)
                {
                    return OAuthErrors.InvalidTarget("There are more than ten audiences and resources.");
                }

                form.TryAdd(
                    name[0] == 'a' ? Encoding.ASCII.GetBytes($"Audience.member.{++audiences}") : Encoding.ASCII.GetBytes($"Resource.member.{++resources}"),
                    value);
                continue;
            }

            // A form is sorted by its names, so what is there twice stands together.
            if (last.SequenceEqual(name) && IsKnown(name))
            {
                return OAuthErrors.InvalidRequest("A parameter is there more than once: " + Encoding.UTF8.GetString(name));
            }

            last = name;

            if (name.SequenceEqual("client_secret"u8) || name.SequenceEqual("client_assertion"u8))
            {
                return OAuthErrors.InvalidClient("Clients of this endpoint have no secret; the subject token is the proof.");
            }

            var own = NameOf(name);
            if (!own.IsEmpty)
            {
                form.TryAdd(own, value);
            }
        }

        return null;
    }

    private static bool IsKnown(ReadOnlySpan<byte> name) => name.SequenceEqual("grant_type"u8) || !NameOf(name).IsEmpty;

    // What is not known is passed over (RFC 6749, section 3.2).
    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("client_id"u8) ? "RoleArn"u8
        : name.SequenceEqual("subject_token"u8) ? "SubjectToken"u8
        : name.SequenceEqual("subject_token_type"u8) ? "SubjectTokenType"u8
        : name.SequenceEqual("actor_token"u8) ? "ActorToken"u8
        : name.SequenceEqual("actor_token_type"u8) ? "ActorTokenType"u8
        : name.SequenceEqual("scope"u8) ? "Scope"u8
        : name.SequenceEqual("requested_token_type"u8) ? "RequestedTokenType"u8
        : default;

    private static bool Is(ReadOnlySpan<byte> value, string text) => Encoding.UTF8.GetString(value) == text;
}
