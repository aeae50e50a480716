using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Client;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Sts;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass whoami</c>: whose credentials these are, how one got to them and how long they last.</summary>
internal static class WhoAmICommand
{
    /// <summary>Runs the command.</summary>
    public static ClientResult<int> Run(CommandContext context, ParsedArguments arguments)
    {
        var prepared = context.PrepareCredentials();
        if (!prepared.Succeeded)
        {
            return prepared.Error;
        }

        var credentials = prepared.Value.Get();
        if (!credentials.Succeeded)
        {
            return credentials.Error;
        }

        var identity = context.Call(GetCallerIdentityRequest.Operation, new MapValue(), credentials.Value);
        if (!identity.Succeeded)
        {
            return identity.Error;
        }

        var answer = Describe(context.Settings, identity.Value.Result, credentials.Value, prepared.Value);
        context.Terminal.Out.Write(arguments.GetValue("--output") == "json" ? JsonText.Write(answer) + "\n" : Text(answer));
        return 0;
    }

    private static MapValue Describe(ClientSettings settings, MapValue identity, AwsCredentials credentials, PreparedCredentials prepared)
    {
        var answer = new MapValue();
        foreach (var name in new[] { "Arn", "Account", "UserId" })
        {
            answer.Set(name, identity.FindText(name) ?? string.Empty);
        }

        answer.Set("AccessKeyId", credentials.AccessKeyId);
        if (credentials.Expiration is { } end)
        {
            var left = end - settings.Environment.Clock.GetUtcNow();
            answer.Set("Expires", CredentialFormats.FormatExpiration(credentials)!).Set("Left", TimeLeft.Describe(left));
        }

        // Below "exec" the profile is in no file's words: the credentials are in the environment or at an endpoint, and say not whose they are.
        var outer = FindExec(settings, credentials);
        answer.Set("Profile", outer ?? settings.ProfileName);
        var profile = outer is null ? settings.Profile : settings.Store.Find(outer);
        var tags = profile?.Get("role_arn") is null ? null : profile.Get("session_tags") is { Length: > 0 } line
            ? line
            : string.Join(',', Pairs(profile));
        if (!string.IsNullOrEmpty(tags))
        {
            answer.Set("SessionTags", tags);
        }

        var chain = new ListValue();
        if (outer is not null)
        {
            chain.Items.Add(Value.From($"profile {outer}, by daypass exec"));
        }

        foreach (var step in prepared.Steps)
        {
            chain.Items.Add(Value.From(step));
        }

        return answer.Set("Chain", chain);
    }

    private static string? FindExec(ClientSettings settings, AwsCredentials credentials) =>
        credentials.Source == "environment variables" || credentials.Source.StartsWith("the container endpoint ", StringComparison.Ordinal)
            ? settings.Environment.GetVariable("DAYPASS_PROFILE")
            : null;

    private static IEnumerable<string> Pairs(Profile profile)
    {
        foreach (var entry in profile.Nested("session_tags") ?? [])
        {
            yield return $"{entry.Key}={entry.Value}";
        }
    }

    private static string Text(MapValue answer)
    {
        const int Column = 14;
        var text = new StringBuilder();
        foreach (var member in answer.Members)
        {
            if (member.Value is ListValue { Items: var steps })
            {
                for (var index = 0; index < steps.Count; index++)
                {
                    text.Append((index == 0 ? member.Name : string.Empty).PadRight(Column))
                        .Append(index == 0 ? string.Empty : "-> ").Append(PythonText.Format(steps[index])).Append('\n');
                }
            }
            else
            {
                text.Append(member.Name.PadRight(Column)).Append(PythonText.Format(member.Value)).Append('\n');
            }
        }

        return text.ToString();
    }
}
