using System.Globalization;
using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Credentials;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Sts;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass whoami</c>: whose credentials these are, how one got to them and how long they last.</summary>
internal static class WhoAmICommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(Terminal terminal, ParsedArguments arguments)
    {
        var context = CommandContext.Create(terminal, arguments, arguments.Word);
        if (!context.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, context.Error);
        }

        var prepared = context.Value.PrepareCredentials();
        if (!prepared.Succeeded)
        {
            return context.Value.Fail(prepared.Error);
        }

        var credentials = prepared.Value.Get();
        if (!credentials.Succeeded)
        {
            return context.Value.Fail(credentials.Error);
        }

        var identity = context.Value.Call(GetCallerIdentityRequest.Operation, new MapValue(), credentials.Value);
        if (!identity.Succeeded)
        {
            return context.Value.Fail(identity.Error);
        }

        var answer = Describe(context.Value.Settings, identity.Value.Result, credentials.Value, prepared.Value);
        terminal.Out.Write(arguments.GetValue("--output") == "json" ? JsonText.Write(answer) + "\n" : Text(answer));
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
            answer.Set("Expires", CredentialFormats.FormatExpiration(credentials)!).Set("Left", Left(end - settings.Environment.Clock.GetUtcNow()));
        }

        answer.Set("Profile", settings.ProfileName);
        var tags = settings.Profile?.Get("role_arn") is null ? null : settings.Profile.Get("session_tags") is { Length: > 0 } line
            ? line
            : string.Join(',', Pairs(settings.Profile));
        if (!string.IsNullOrEmpty(tags))
        {
            answer.Set("SessionTags", tags);
        }

        var chain = new ListValue();
        foreach (var step in prepared.Steps)
        {
            chain.Items.Add(Value.From(step));
        }

        return answer.Set("Chain", chain);
    }

    private static IEnumerable<string> Pairs(Profile profile)
    {
        foreach (var entry in profile.Nested("session_tags") ?? [])
        {
            yield return $"{entry.Key}={entry.Value}";
        }
    }

    private static string Left(TimeSpan left) => left <= TimeSpan.Zero ? "expired"
        : left.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h {left.Minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes} min {left.Seconds} s");

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
                    text.Append((index == 0 ? member.Name : string.Empty).PadRight(Column)).Append(index == 0 ? string.Empty : "-> ").Append(PythonText.Format(steps[index])).Append('\n');
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
