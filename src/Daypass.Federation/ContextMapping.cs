using Daypass.Core.Entities;
using Daypass.Core.Sessions;

namespace Daypass.Federation;

/// <summary>What the context provider of an identity provider takes out of a proven token or assertion.</summary>
internal static class ContextMapping
{
    /// <summary>The longest value in characters, but for the subject.</summary>
    internal const int LongestValue = 128;

    /// <summary>The longest subject in characters: OpenID Connect's own limit is 255.</summary>
    internal const int LongestSubject = 256;

    /// <summary>The identity that stays with sessions; null when the provider asks for something that is not there as it should be.</summary>
    /// <param name="provider">What to take.</param>
    /// <param name="find">Finds the value of a source key.</param>
    /// <param name="issuer">The issuer as its condition key has it.</param>
    /// <param name="providerArn">The ARN of the identity provider.</param>
    /// <param name="fault">The source key at fault, or an empty text. Never a value: those are personal.</param>
    internal static PropagatedIdentity? Read(
        ContextProvider provider, Func<string, ContextValue> find, string issuer, string providerArn, out string fault)
    {
        fault = provider.SubjectSourceKey;
        if (find(provider.SubjectSourceKey).Text is not { Length: > 0 and <= LongestSubject } subject || !PrintableText.IsXmlText(subject))
        {
            return null;
        }

        var type = provider.SubjectTypeValue;
        if (provider.SubjectTypeSourceKey is { } typeKey && !TryRead(find(typeKey), out type))
        {
            fault = typeKey;
            return null;
        }

        var context = new List<KeyValuePair<string, string>>(provider.Keys.Count);
        foreach (var key in provider.Keys)
        {
            if (!TryRead(find(key.SourceKey), out var value))
            {
                fault = key.SourceKey;
                return null;
            }

            if (value is not null)
            {
                context.Add(new(key.Target, value));
            }
        }

        fault = string.Empty;
        return new PropagatedIdentity { Subject = subject, SubjectType = type, Issuer = issuer, ProviderArn = providerArn, Context = context };
    }

    // What is missing or empty is left out; what is there and no short text is refused, for half of it would be another value.
    private static bool TryRead(ContextValue found, out string? value)
    {
        value = found.Text is { Length: > 0 } text ? text : null;
        return !found.IsThere || found.Text is "" || (value is { Length: <= LongestValue } && PrintableText.IsXmlText(value));
    }
}
