using Daypass.Gateway.Routes;
using Daypass.Protocol;
using Daypass.Verifier.Refusals;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.Files;

/// <summary>The routes and what holds for requests that are of none.</summary>
/// <param name="Table">The routes.</param>
/// <param name="Refusals">The form of refusals where no route says one.</param>
public sealed record RoutesFile(RouteTable Table, RefusalFormat Refusals)
{
    private const int MostRoutes = 2000;

    /// <summary>Reads a file of YAML or JSON.</summary>
    /// <exception cref="UnusableFileException">It cannot be used.</exception>
    public static RoutesFile Read(string path) => YamlFile.Read(path, Parse);

    /// <summary>Reads the text of one.</summary>
    /// <exception cref="UnusableFileException">It cannot be used.</exception>
    public static RoutesFile Parse(string text)
    {
        var file = new YamlEntry(YamlFile.Load(text), "the file");
        var defaults = new RouteDefaults
        {
            Service = file.TakeText("service"),
            Region = file.TakeText("region"),
            Account = file.Require("account"),
            Refusals = RouteReader.ReadRefusals(file) ?? RefusalFormat.Xml,
        };
        file.Demand("account", AccountId.TryParse(defaults.Account, out _), $"account '{defaults.Account}' is not twelve digits");
        file.TakeText("$schema");
        var routes = file.Take("routes") switch
        {
            YamlSequenceNode { Children: { Count: > 0 and <= MostRoutes } list } => list.Select(node => RouteReader.Read(node, defaults)).ToList(),
            null => throw new UnusableFileException($"line {file.Line}: the file has no routes."),
            var node => throw YamlEntry.Wrong(node, $"routes is a list of 1 to {MostRoutes} routes"),
        };
        file.RequireEmpty();
        return RouteTable.FindDoubt(routes) is { } doubt
            ? throw new UnusableFileException(
                $"line {doubt.Other.Line}: a request may match this route ({doubt.Other}) and the one of line {doubt.One.Line} ({doubt.One}), and neither is"
                + " the narrower one in both host and path.")
            : new RoutesFile(new RouteTable(routes), defaults.Refusals);
    }
}
