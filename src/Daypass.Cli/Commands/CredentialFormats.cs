using System.Buffers;
using System.Globalization;
using System.Text;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Commands;

/// <summary>Credentials as other programs read them.</summary>
internal static class CredentialFormats
{
    /// <summary>The words of <c>--format</c>; several name the same format, because several tools have named it.</summary>
    public static readonly string[] All = ["sh", "env", "env-no-export", "dotenv", "fish", "powershell", "cmd", "windows-cmd", "json", "process"];

    private static readonly SearchValues<char> Harmless = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_.:");

    private static readonly string[] Variables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION"];

    /// <summary>The environment variables that hold credentials, and their values.</summary>
    public static IEnumerable<(string Name, string Value)> ListVariables(AwsCredentials credentials)
    {
        string?[] values = [credentials.AccessKeyId, credentials.SecretAccessKey.Reveal(), credentials.SessionToken?.Reveal(), FormatExpiration(credentials)];
        for (var index = 0; index < values.Length; index++)
        {
            if (values[index] is { } value)
            {
                yield return (Variables[index], value);
            }
        }
    }

    /// <summary>The credentials in a format, or that a shell would not take them for what they are.</summary>
    public static ClientResult<string> Write(string format, AwsCredentials credentials)
    {
        if (format is "json" or "process")
        {
            return WriteJson(credentials, format == "process");
        }

        // The text is meant for eval: a provider that answers with a quote or a dollar sign must not get a command run.
        foreach (var (name, value) in ListVariables(credentials))
        {
            if (value.AsSpan().ContainsAnyExcept(Harmless))
            {
                return ClientError.General($"{name} from {credentials.Source} holds a character that no credentials of AWS have; it is not written for a shell.");
            }
        }

        var text = new StringBuilder();
        foreach (var (name, value) in ListVariables(credentials))
        {
            text.Append(WriteAssignment(format, name, value)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Commands that take the credentials out of the environment again.</summary>
    public static string WriteUnset(string format)
    {
        var text = new StringBuilder();
        foreach (var name in Variables)
        {
            text.Append(format switch
            {
                "fish" => "set -e " + name,
                "powershell" => "Remove-Item Env:" + name + " -ErrorAction SilentlyContinue",
                "cmd" or "windows-cmd" => "set " + name + "=",
                _ => "unset " + name,
            }).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The credentials as a credential process prints them, or as STS answers them.</summary>
    public static string WriteJson(AwsCredentials credentials, bool versioned)
    {
        var map = new MapValue();
        if (versioned)
        {
            map.Set("Version", Value.From(1L));
        }

        map.Set("AccessKeyId", credentials.AccessKeyId).Set("SecretAccessKey", credentials.SecretAccessKey.Reveal());
        if (credentials.SessionToken is { } token)
        {
            map.Set("SessionToken", token.Reveal());
        }

        if (FormatExpiration(credentials) is { } expiration)
        {
            map.Set("Expiration", expiration);
        }

        return JsonText.Write(map, JsonStyle.Narrow) + "\n";
    }

    /// <summary>When credentials end, with its offset; null for long-term ones.</summary>
    public static string? FormatExpiration(AwsCredentials credentials) =>
        credentials.Expiration?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    private static string WriteAssignment(string format, string name, string value) => format switch
    {
        "env-no-export" or "dotenv" => $"{name}={value}",
        "fish" => $"set -gx {name} \"{value}\"",
        "powershell" => $"$Env:{name}=\"{value}\"",
        "cmd" or "windows-cmd" => $"set {name}={value}",
        _ => $"export {name}={value}",
    };
}
