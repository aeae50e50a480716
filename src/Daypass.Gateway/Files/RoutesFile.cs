using System.Text;
using Daypass.Gateway.Routes;
using Daypass.Protocol;
using Daypass.Verifier.Refusals;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.Files;

/// <summary>The routes and what holds for requests that are of none.</summary>
/// <param name="Table">The routes.</param>
/// <param name="Refusals">The form of refusals where no route says one.</param>
public sealed record RoutesFile(RouteTable Table, RefusalFormat Refusals)
{
    private const int LongestFile = 4 * 1024 * 1024;
    private const int MostRoutes = 2000;

    /// <summary>Reads a file of YAML or JSON.</summary>
    /// <exception cref="RoutesFileException">It cannot be used.</exception>
    public static RoutesFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile)
            {
                throw new RoutesFileException($"{path} is longer than {LongestFile / 1024 / 1024} MiB.");
            }

            return Parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (RoutesFileException wrong)
        {
            throw new RoutesFileException($"{path}, {wrong.Message}", wrong);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            throw new RoutesFileException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Reads the text of one.</summary>
    /// <exception cref="RoutesFileException">It cannot be used.</exception>
    public static RoutesFile Parse(string text)
    {
        var file = new YamlEntry(Load(text), "the file");
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
            null => throw new RoutesFileException($"line {file.Line}: the file has no routes."),
            var node => throw YamlEntry.Wrong(node, $"routes is a list of 1 to {MostRoutes} routes"),
        };
        file.RequireEmpty();
        return RouteTable.FindDoubt(routes) is { } doubt
            ? throw new RoutesFileException(
                $"line {doubt.Other.Line}: a request may match this route ({doubt.Other}) and the one of line {doubt.One.Line} ({doubt.One}), and neither is"
                + " the narrower one in both host and path.")
            : new RoutesFile(new RouteTable(routes), defaults.Refusals);
    }

    private static YamlNode Load(string text)
    {
        try
        {
            // An alias would be read as a copy of what it names, as often as somebody likes.
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (parser.Current is AnchorAlias alias)
                {
                    throw new RoutesFileException($"line {alias.Start.Line}: aliases are not taken.");
                }
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw new RoutesFileException("line 1: the file is one YAML document.");
        }
        catch (YamlException wrong)
        {
            throw new RoutesFileException($"line {wrong.Start.Line}: {(wrong.InnerException ?? wrong).Message.TrimEnd('.')}.", wrong);
        }
    }
}
