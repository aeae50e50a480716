using Daypass.Gateway.Files;
using Daypass.Gateway.Routes;
using Daypass.Verifier.Refusals;

namespace Daypass.Gateway.Tests.Routes;

public sealed class RoutesFileTests
{
    private const string Head = """
        service: orders
        region: eu-west-1
        account: "111122223333"
        routes:
        """;

    private const string Good = """
        - method: GET
          path: /orders/{id}
          action: orders:Read
          resource: arn:aws:orders:{region}:{account}:order/{id}
        """;

    [Fact]
    public void A_route_says_what_is_asked()
    {
        var file = RoutesFile.Parse($$"""
            {{Head}}
            - host: [Orders.Example.com, "orders.example.net:8443"]
              method: [GET, HEAD]
              path: /orders/{id}
              action: orders:Read
              resource: arn:aws:orders:{region}:{account}:order/{id}
              keys: { "orders:Channel": web, "orders:Id": "{id}", "orders:Expand": "{query.expand}" }
              body: declared
              refusals: problem
              anonymous: allow
              token: { role: "arn:aws:iam::111122223333:role/web", seconds: 900 }
            """);
        var path = RequestPath.Read("/orders/7?expand=lines")!;
        foreach (var host in new[] { "orders.example.com", "ORDERS.example.com:81", "orders.example.net:8443" })
        {
            Assert.NotNull(file.Table.Find(host, "HEAD", path));
        }

        foreach (var host in new[] { "orders.example.net", "orders.example.net:81", "example.com", "orders.example.com.", "x.orders.example.com", "" })
        {
            Assert.Null(file.Table.Find(host, "GET", path));
        }

        var route = Assert.Single(file.Table.Routes);
        Assert.Null(file.Table.Find("orders.example.com", "get", path));
        Assert.Null(file.Table.Find("orders.example.com", "POST", path));
        Assert.True(route.Resource.TryFill(new PathValues(route.Path, path), out var arn, out _));
        Assert.Equal("arn:aws:orders:eu-west-1:111122223333:order/7", arn);
        Assert.Equal(
            [new("orders:Channel", KeySource.Text, "web"), new("orders:Id", KeySource.Path, "id"), new("orders:Expand", KeySource.Query, "expand")],
                route.Keys);
        Assert.Equal((BodyRule.Declared, RefusalFormat.ProblemJson, AnonymousRule.Allow), (route.Body, route.Refusals, route.Anonymous));
        Assert.Equal(new TokenRule("arn:aws:iam::111122223333:role/web", TimeSpan.FromMinutes(15)), route.Token);
    }

    [Fact]
    public void The_file_may_be_JSON()
    {
        var file = RoutesFile.Parse("""
            {
            	"$schema": "gateway-routes.schema.json",
            	"account": "111122223333",
            	"refusals": "s3",
            	"routes": [
            		{ "service": "orders", "region": "eu-west-1", "method": "GET", "path": "/", "action": "orders:List", "resource": "arn:aws:orders:::list" }
            	]
            }
            """);
        Assert.Equal(RefusalFormat.StorageXml, Assert.Single(file.Table.Routes).Refusals);
    }

    [Theory]
    [InlineData("/orders/*", "order/*")]
    [InlineData("/orders/a%3Ab", null)]
    [InlineData("/orders/%24%7Baws:username%7D", null)]
    [InlineData("/orders/%3F", null)]
    [InlineData("/orders/%2A", null)]
    [InlineData("/orders/a%25b", null)]
    [InlineData("/orders/7", "order/7")]
    public void A_variable_of_the_path_is_a_name_and_never_a_pattern(string target, string? resource)
    {
        var route = Assert.Single(RoutesFile.Parse($"{Head}\n{Good}").Table.Routes);
        var isNamed = route.Resource.TryFill(new PathValues(route.Path, RequestPath.Read(target)!), out var arn, out _);
        Assert.Equal(resource is not null && !resource.Contains('*', StringComparison.Ordinal), isNamed);
        Assert.True(!isNamed || arn.EndsWith(resource!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("path: /orders/{id}", "paths: /orders/{id}", "line 5: the route has no path")]
    [InlineData("  action:", "  actions: x\n  action:", "line 7: the route has no member actions")]
    [InlineData("method: GET", "method: get", "line 5: a method is of capital letters")]
    [InlineData("path: /orders/{id}", "path: /orders/{name}", "line 8: {id} in the resource")]
    [InlineData("path: /orders/{id}", "path: orders", "line 6: The path 'orders' does not begin with a slash")]
    [InlineData("action: orders:Read", "action: orders", "line 7: action 'orders' is not of the form")]
    [InlineData("action: orders:Read", "action: sts:Read", "line 7: action 'sts:Read' is not of the form")]
    [InlineData("{account}:order", "999988887777:order", "line 8: the resource")]
    [InlineData("order/{id}", "order/{id}-{id}\n  body: some", "line 8: ")]
    [InlineData("order/{id}", "order/{id}\n  body: some", "line 9: body is none, declared, checked, unsigned, and not 'some'")]
    [InlineData("order/{id}", "order/{id}\n  service: sts", "line 9: service 'sts'")]
    [InlineData("order/{id}", "order/{id}\n  keys: { \"aws:MultiFactorAuthPresent\": \"true\" }", "line 9: the condition key")]
    [InlineData("order/{id}", "order/{id}\n  keys:\n    orders:A: b\n    orders:B: '{other}'", "line 11: {other} is not a variable")]
    [InlineData("order/{id}", "order/{id}\n  token: { role: \"arn:aws:iam::999988887777:role/x\" }", "line 9: the role")]
    [InlineData("order/{id}", "order/{id}\n  token: { role: \"arn:aws:iam::111122223333:user/x\" }", "line 9: 'arn:aws:iam::111122223333:user/x' is not")]
    [InlineData("order/{id}", "order/{id}\n  host: 'a/b'", "line 9: host 'a/b'")]
    [InlineData("order/{id}", "order/{id}\n  method: GET", "line 9: Duplicate key")]
    [InlineData("- method", "- &a\n  method", "")]
    [InlineData("order/{id}", "order/{id}\n  keys: *a", "line 9: aliases are not taken")]
    [InlineData("order/{id}", "order/{id}\n bad", "line ")]
    public void What_cannot_be_meant_is_refused_with_its_line(string part, string replacement, string message)
    {
        var text = $"{Head}\n{Good.Replace(part, replacement, StringComparison.Ordinal)}";
        if (message.Length == 0)
        {
            Assert.Single(RoutesFile.Parse(text).Table.Routes);
        }
        else
        {
            Assert.StartsWith(message, Assert.Throws<UnusableFileException>(() => RoutesFile.Parse(text)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "line ")]
    [InlineData("account: \"111122223333\"", "line 1: the file has no routes")]
    [InlineData("account: 1111\nroutes: []", "line 1: account '1111'")]
    [InlineData("account: \"111122223333\"\nroutes: []", "line 2: routes is a list")]
    [InlineData("- a", "line 1: the file has members")]
    public void A_file_that_is_none_is_refused(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<UnusableFileException>(() => RoutesFile.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", "", "/orders/{id}", "GET", "", "/orders/{name}", true)]
    [InlineData("GET", "", "/orders/{id}", "POST", "", "/orders/{name}", false)]
    [InlineData("GET", "", "/{x}/new", "GET", "", "/orders/{id}", true)]
    [InlineData("GET", "", "/orders/new", "GET", "", "/orders/{id}", false)]
    [InlineData("GET", "a.example", "/orders/{id}", "GET", "b.example", "/orders/{name}", false)]
    [InlineData("GET", "a.example", "/orders/{id}", "GET", "a.example:8443", "/orders/{name}", false)]
    [InlineData("GET", "a.example", "/orders/{id}", "GET", "", "/orders/new", true)]
    [InlineData("GET", "a.example", "/orders/new", "GET", "", "/orders/{id}", false)]
    public void Two_routes_between_which_there_is_doubt_are_refused(
        string method, string host, string path, string otherMethod, string otherHost, string otherPath, bool isDoubt)
    {
        static string Route(string method, string host, string path) => $"""
            - method: {method}
              path: {path}
              {(host.Length == 0 ? "" : "host: " + host)}
              action: orders:Read
              resource: arn:aws:orders:::order/all
            """;
        var text = $"{Head}\n{Route(method, host, path)}\n{Route(otherMethod, otherHost, otherPath)}";
        if (isDoubt)
        {
            Assert.StartsWith("line 10: a request may match this route", Assert.Throws<UnusableFileException>(() => RoutesFile.Parse(text)).Message,
                StringComparison.Ordinal);
            return;
        }

        var table = RoutesFile.Parse(text).Table;
        if (path == "/orders/new")
        {
            Assert.Equal(path, table.Find(host.Length == 0 ? "any" : host, "GET", RequestPath.Read("/orders/new")!)!.Path.Text);
            Assert.Equal(otherPath, table.Find("any", "GET", RequestPath.Read("/orders/7")!)!.Path.Text);
        }
    }
}
