using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Cli.Interaction;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass console-url</c>: an address that opens the AWS console with a session's permissions.</summary>
internal static class ConsoleUrlCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(Terminal terminal, ParsedArguments arguments)
    {
        var context = CommandContext.Create(terminal, arguments, arguments.Word);
        if (!context.Succeeded)
        {
            return ErrorPrinter.Print(terminal, null, context.Error);
        }

        var settings = context.Value.Settings;
        var endpoint = EndpointResolver.Resolve(settings, Service.Sts, signed: false);
        if (!endpoint.Succeeded)
        {
            return context.Value.Fail(endpoint.Error);
        }

        var partition = Partition.ForRegion(settings.Region);
        var federation = arguments.GetValue("--federation-url") ?? (partition.ConsoleHost is { } host ? $"https://{host}/federation" : null);
        if (federation is null || (arguments.GetValue("--federation-url") is null && !endpoint.Value.Url.Host.EndsWith("." + partition.Domain, StringComparison.OrdinalIgnoreCase)))
        {
            return context.Value.Fail(ClientError.General($"The sessions of {endpoint.Value.Url} open no console: only AWS has one.") with { Advice = $"The address came from {endpoint.Value.Origin}." });
        }

        var credentials = context.Value.GetCredentials();
        if (!credentials.Succeeded)
        {
            return context.Value.Fail(credentials.Error);
        }

        if (credentials.Value.SessionToken is null)
        {
            return context.Value.Fail(ClientError.General("Long-term keys open no console; use a profile with a role."));
        }

        var session = new MapValue()
            .Set("sessionId", credentials.Value.AccessKeyId)
            .Set("sessionKey", credentials.Value.SecretAccessKey.Reveal())
            .Set("sessionToken", credentials.Value.SessionToken.Reveal());
        var token = SignInToken(context.Value, federation, JsonText.Write(session, JsonStyle.Compact));
        if (!token.Succeeded)
        {
            return context.Value.Fail(token.Error);
        }

        var destination = $"https://{(settings.Region is { } region ? region + "." : string.Empty)}console.{ConsoleDomain(partition)}/{arguments.GetValue("--service") ?? "console/home"}";
        terminal.Out.Write($"{federation}?Action=login&Issuer=daypass&Destination={Uri.EscapeDataString(destination)}&SigninToken={Uri.EscapeDataString(token.Value)}\n");
        return 0;
    }

    private static string ConsoleDomain(Partition partition) => partition.ConsoleHost!["signin.".Length..];

    private static ClientResult<string> SignInToken(CommandContext context, string federation, string session)
    {
        var url = new Uri($"{federation}?Action=getSigninToken&Session={Uri.EscapeDataString(session)}");
        var outcome = new SocketSender().Send(new HttpRequest("GET", url), new HttpSettings { Proxy = ProxySettings.Find(url, context.Settings.Environment) });
        var token = outcome.Answer is { Status: 200 } answer ? JsonText.Parse(answer.Body, out _)?.FindText("SigninToken") : null;
        return token is not null ? token : ClientError.General($"{federation} gave no sign-in token: {(outcome.Answer is { } refused ? $"HTTP status {refused.Status}" : outcome.Detail)}");
    }
}
