using System.CommandLine;
using Daypass.Gateway.Deciding;
using Daypass.Gateway.Files;
using Daypass.Gateway.Requests;
using Daypass.Gateway.Routes;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Commands;

/// <summary><c>daypass-gateway routes</c>: looks at a file of routes without serving.</summary>
internal static class RoutesCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("routes", "Looks at a file of routes.") { CreateCheck(), CreateTry() };

    private static Command CreateCheck()
    {
        var routes = AuthCommand.Routes();
        var command = new Command("check", "Says whether the file can be used.") { routes };
        command.SetAction(parsed => Run(parsed.GetValue(routes)!, static file =>
        {
            Console.WriteLine($"{file.Table.Routes.Count} routes, no doubt between them.");
            return 0;
        }));
        return command;
    }

    private static Command CreateTry()
    {
        var routes = AuthCommand.Routes();
        var method = new Argument<string>("METHOD") { Description = "The method, in capital letters." };
        var url = new Argument<string>("URL") { Description = "The URL as a client sends it, https://HOST/PATH?QUERY." };
        var command = new Command("try", "Says what would be asked about a request.") { routes, method, url };
        command.SetAction(parsed => Run(parsed.GetValue(routes)!, file => Try(file, parsed.GetValue(method)!, parsed.GetValue(url)!)));
        return command;
    }

    private static int Run(string path, Func<RoutesFile, int> work)
    {
        try
        {
            return work(RoutesFile.Read(path));
        }
        catch (UnusableFileException wrong)
        {
            Console.Error.WriteLine($"daypass-gateway: {wrong.Message}");
            return 1;
        }
    }

    private static int Try(RoutesFile file, string method, string url)
    {
        // Cut by hand: the platform's class for URLs would resolve and decode what clients send.
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var slash = start < 0 ? -1 : url.IndexOfAny(['/', '?'], start + 3);
        if (start < 0 || slash == start + 3)
        {
            Console.Error.WriteLine($"daypass-gateway: '{url}' is not of the form https://HOST/PATH.");
            return 1;
        }

        var host = slash < 0 ? url[(start + 3)..] : url[(start + 3)..slash];
        var target = slash < 0 ? "/" : url[slash] == '?' ? "/" + url[slash..] : url[slash..];
        if (RequestPath.Read(target) is not { } path)
        {
            return Refuse(GateErrors.TargetNotPlain.Message!);
        }

        if (file.Table.Find(host, method, path) is not { } route)
        {
            return Refuse(GateErrors.NoRoute.Message!);
        }

        Console.WriteLine($"route      {route}");
        var request = new OriginalRequest(new SignedRequest(method, target, default), host) { SourceIp = "" };
        var question = RouteQuestion.Create(route, path, request);
        if (!question.Succeeded)
        {
            return Refuse(question.Error.Message!);
        }

        Console.WriteLine($"""
            signed for {route.Service} in {route.Region}
            action     {question.Value.Action}
            resource   {question.Value.Resource}
            """);
        foreach (var (name, value) in question.Value.Keys)
        {
            Console.WriteLine($"key        {name} = {value}");
        }

        Console.WriteLine($"""
            body       {route.Body.ToString().ToLowerInvariant()}
            anonymous  {route.Anonymous.ToString().ToLowerInvariant()}
            token      {route.Token?.Role ?? "not taken"}
            """);
        return 0;
    }

    private static int Refuse(string why)
    {
        Console.WriteLine($"refused    {why}");
        return 2;
    }
}
