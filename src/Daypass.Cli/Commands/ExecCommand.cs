using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass exec</c>: another program with the credentials of a profile, in its environment or at an endpoint beside it.</summary>
internal static class ExecCommand
{
    /// <summary>What must not reach the program: it would contradict the profile.</summary>
    private static readonly string[] RemovedVariables =
    [
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
        "AWS_CREDENTIAL_EXPIRATION",
        "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    ];

    /// <summary>Runs the command.</summary>
    /// <returns>The program's own exit code.</returns>
    public static ClientResult<int> Run(CommandContext context, ParsedArguments arguments)
    {
        List<string> command = arguments.Rest.Count > 0 ? arguments.Rest : [FindShell(context.Terminal)];
        var prepared = Prepare(context, arguments, command[0]);
        if (!prepared.Succeeded)
        {
            return prepared.Error;
        }

        if (context.Settings.Explicit.DurationSeconds is not null && !prepared.Value.IsRole)
        {
            return ClientError.Usage($"{DurationOption.Rule.Name} says how long the session of a role lasts, and these credentials are none of a role: "
                + string.Join(" -> ", prepared.Value.Steps));
        }

        // Before the program starts, with the endpoint too: what is wrong is said by us, and a user is asked while nothing else runs.
        var credentials = prepared.Value.Get();
        if (!credentials.Succeeded)
        {
            return credentials.Error;
        }

        return arguments.Has("--server")
            ? Serve(context, new RenewingCredentials(credentials.Value, prepared.Value.Get, context.Settings.Environment.Clock), command)
            : ProgramReplacement.Run(context.Terminal, command, CreateEnvironment(context.Settings, CredentialFormats.ListVariables(credentials.Value)));
    }

    // The credentials of the profile, or what a scope leaves of them.
    private static ClientResult<PreparedCredentials> Prepare(CommandContext context, ParsedArguments arguments, string program)
    {
        var scope = ScopeOptions.Read(arguments, context.Settings.Environment);
        var prepared = context.PrepareCredentials();
        if (!scope.Succeeded || !prepared.Succeeded || scope.Value is not { } policy)
        {
            return scope.Error is { } wrong ? wrong : prepared;
        }

        var tools = context.CreateCredentialTools();
        return tools.Succeeded
            ? ScopedCredentials.Prepare(context.Settings, tools.Value, prepared.Value, policy, "daypass exec " + Path.GetFileName(program))
            : tools.Error;
    }

    private static ClientResult<int> Serve(CommandContext context, RenewingCredentials credentials, List<string> command)
    {
        var started = CredentialServer.Start(credentials, context.Settings.Environment.Trace);
        if (!started.Succeeded)
        {
            return started.Error;
        }

        using var server = started.Value;
        using var plain = CredentialFreeProfile.Create(context.Settings.Store);
        (string, string)[] variables =
        [
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.Url), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", server.Token), .. plain?.Variables ?? [],
        ];
        return ChildProgram.Run(context.Terminal, command, CreateEnvironment(context.Settings, variables));
    }

    private static string FindShell(Terminal terminal) =>
        terminal.Environment.GetVariable(OperatingSystem.IsWindows() ? "COMSPEC" : "SHELL") ?? (OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh");

    // This process's environment without what is stale, with the credentials and with what the profile says of region and address.
    private static Dictionary<string, string> CreateEnvironment(ClientSettings settings, IEnumerable<(string Name, string Value)> credentials)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        foreach (var name in RemovedVariables)
        {
            variables.Remove(name);
        }

        foreach (var (name, value) in credentials)
        {
            variables[name] = value;
        }

        if (settings.Region is { } region)
        {
            variables["AWS_REGION"] = variables["AWS_DEFAULT_REGION"] = region;
        }

        AddEndpoints(settings, variables);
        variables["DAYPASS_PROFILE"] = settings.ProfileName;
        return variables;
    }

    // The program does not see the profile, so the addresses the profile has for services go along.
    private static void AddEndpoints(ClientSettings settings, Dictionary<string, string> variables)
    {
        if (settings.Explicit.EndpointUrl is { } asked)
        {
            variables["AWS_ENDPOINT_URL_STS"] = asked;
        }

        if (settings.Profile?.Get("endpoint_url") is { Length: > 0 } all)
        {
            variables.TryAdd("AWS_ENDPOINT_URL", all);
        }

        var services = settings.Profile?.Get("services") is { } name ? settings.Store.FindServices(name) : null;
        foreach (var service in services?.Keys ?? [])
        {
            foreach (var entry in services!.Nested(service) ?? [])
            {
                if (entry.Key == "endpoint_url")
                {
                    variables.TryAdd("AWS_ENDPOINT_URL_" + service.ToUpperInvariant().Replace('-', '_').Replace(' ', '_'), entry.Value);
                }
            }
        }
    }
}
