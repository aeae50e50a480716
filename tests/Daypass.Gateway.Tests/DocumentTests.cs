using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daypass.Gateway.Commands;
using Daypass.Gateway.Files;
using Daypass.Gateway.Routes;
using Daypass.Testing.Providers;

namespace Daypass.Gateway.Tests;

/// <summary>What the documentation shows is what the program takes.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Page = Read("docs", "gateway.md");

    [Fact]
    public void The_files_of_routes_that_are_shown_can_be_used()
    {
        var blocks = Block().Matches(Page).Select(static block => block.Groups["text"].Value).ToList();
        var whole = blocks.Select(Unindented).Where(static text => text.Contains("\nroutes:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(whole);
        Assert.All(whole, static text => RoutesFile.Parse(text));
        var parts = blocks.Where(static text => text.StartsWith("- method:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(parts);
        Assert.All(parts, static text => RoutesFile.Parse($"service: orders\nregion: eu-west-1\naccount: \"111122223333\"\nroutes:\n{text}"));

        // What would be asked, as the page shows it.
        var shown = RoutesFile.Parse(whole[0]);
        var route = shown.Table.Find("orders.example.com", "GET", RequestPath.Read("/orders/7")!)!;
        Assert.Contains($"route      {route}\n", Page.Replace("   route", "route", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(
            shown.Table.Routes.Select(static one => one.Action), RoutesFile.Parse(Read("deploy", "gateway",
                "routes.yaml")).Table.Routes.Select(static one => one.Action));
    }

    [Fact]
    public void Every_option_is_on_the_page()
    {
        var auth = GatewayCommand.Create().Subcommands.Single(static command => command.Name == "auth");
        Assert.DoesNotContain(auth.Options.Where(static option => option is not (HelpOption or VersionOption)), static option =>
            !Page.Contains($"`{option.Name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void The_schema_has_the_members_of_a_route_and_no_others()
    {
        using var schema = JsonDocument.Parse(Read("docs", "gateway-routes.schema.json"));
        var route = schema.RootElement.GetProperty("$defs").GetProperty("route").GetProperty("properties");
        const string Route = """
            service: orders
            region: eu-west-1
            account: "111122223333"
            refusals: json
            routes:
            - method: GET
              path: /orders/{id}
              action: orders:Read
              resource: arn:aws:orders:::order/{id}
            """;
        var samples = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = "a.example",
            ["service"] = "orders",
            ["region"] = "eu-west-1",
            ["keys"] = "{}",
            ["body"] = "none",
            ["refusals"] = "xml",
            ["anonymous"] = "deny",
            ["token"] = "{ role: \"arn:aws:iam::111122223333:role/x\", seconds: 900 }",
        };
        Assert.Equal(
            samples.Keys.Concat(["method", "path", "action", "resource"]).Order(StringComparer.Ordinal),
            route.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal));
        Assert.All(samples, sample => RoutesFile.Parse($"{Route}\n  {sample.Key}: {sample.Value}"));
        foreach (var (member, words) in new[] { ("body", route.GetProperty("body")), ("anonymous", route.GetProperty("anonymous")),
            ("refusals", schema.RootElement.GetProperty("$defs").GetProperty("refusals")) })
        {
            Assert.All(words.GetProperty("enum").EnumerateArray(), word => RoutesFile.Parse($"{Route}\n  {member}: {word.GetString()}"));
        }
    }

    private static string Unindented(string text) => text.StartsWith("   ", StringComparison.Ordinal)
        ? string.Join('\n', text.Split('\n').Select(static line => line.StartsWith("   ", StringComparison.Ordinal) ? line[3..] : line)) : text;

    private static string Read(params string[] parts) => File.ReadAllText(Path.Combine([ForeignProcess.Repository, .. parts]));

    [GeneratedRegex("```yaml\n(?<text>.*?)\n *```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
