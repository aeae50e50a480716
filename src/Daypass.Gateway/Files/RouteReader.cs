using System.Buffers;
using System.Globalization;
using Daypass.Core.Verification;
using Daypass.Gateway.Routes;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Refusals;
using Daypass.Verifier.Templates;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.Files;

/// <summary>Reads one route, and refuses what cannot be meant.</summary>
internal static class RouteReader
{
    private const int LongestAction = 256;
    private const int MostKeys = 50;
    private const int LongestMethod = 16;

    /// <summary>Services whose condition keys say who the caller is.</summary>
    private static readonly string[] CallerServices = ["aws", "sts", "iam", "saml"];

    /// <summary>Reads it.</summary>
    /// <exception cref="UnusableFileException">It cannot be meant.</exception>
    public static GatewayRoute Read(YamlNode node, RouteDefaults defaults)
    {
        var entry = new YamlEntry(node, "the route");
        var (path, action) = (ReadPath(entry), ReadAction(entry));
        var (service, region) = (entry.Require("service", defaults.Service), entry.Require("region", defaults.Region));
        entry.Demand("service", IsLowerName(service) && !ReservedServices.Contains(service),
            $"service '{service}' is not a name that callers of your services sign for");
        entry.Demand("region", RegionRule.Any.Allows(region), $"region '{region}' is not one");
        var route = new GatewayRoute
        {
            Line = entry.Line,
            Hosts = ReadHosts(entry),
            Methods = ReadMethods(entry),
            Path = path,
            Service = service,
            Region = region,
            Account = defaults.Account,
            Action = action,
            Resource = ReadResource(entry, path, defaults.Account).For(region, defaults.Account),
            Keys = ReadKeys(entry, path, action),
            Body = entry.TakeWord("body", BodyRule.None, ("none", BodyRule.None), ("declared", BodyRule.Declared), ("checked", BodyRule.Checked),
                ("unsigned", BodyRule.Unsigned)),
            Refusals = ReadRefusals(entry) ?? defaults.Refusals,
            Anonymous = entry.TakeWord("anonymous", AnonymousRule.Deny, ("deny", AnonymousRule.Deny), ("allow", AnonymousRule.Allow),
                ("policy", AnonymousRule.Policy)),
            Token = ReadToken(entry, defaults.Account),
        };
        entry.RequireEmpty();
        return route;
    }

    /// <summary>The form of refusals; null when it is left out.</summary>
    public static RefusalFormat? ReadRefusals(YamlEntry entry) => entry.TakeWord<RefusalFormat?>(
        "refusals", null, ("xml", RefusalFormat.Xml), ("s3", RefusalFormat.StorageXml), ("json", RefusalFormat.AwsJson),
        ("problem", RefusalFormat.ProblemJson));

    private static PathTemplate ReadPath(YamlEntry entry)
    {
        try
        {
            return PathTemplate.Parse(entry.Require("path"));
        }
        catch (FormatException wrong)
        {
            throw entry.Wrong("path", wrong.Message, wrong);
        }
    }

    private static string ReadAction(YamlEntry entry)
    {
        var action = entry.Require("action");
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        entry.Demand("action", action.Length <= LongestAction && colon > 0 && IsWord(action.AsSpan(0, colon)) && IsWord(action.AsSpan(colon + 1))
            && !CallerServices.Contains(action[..colon].ToLowerInvariant()), $"action '{action}' is not of the form service:Name, of a service of yours");
        return action;
    }

    private static ArnTemplate ReadResource(YamlEntry entry, PathTemplate path, string account)
    {
        var text = entry.Require("resource");
        entry.Demand("resource", text.Split(':') is not [_, _, _, _, var owner, ..] || owner is "" or "{account}" || owner == account,
            $"the resource '{text}' is of another account than {account}");
        try
        {
            var template = ArnTemplate.Parse(text);
            foreach (var name in template.Names)
            {
                entry.Demand("resource", path.Names.Contains(name), $"{{{name}}} in the resource '{text}' is not a variable of the path '{path}'");
            }

            return template;
        }
        catch (FormatException wrong)
        {
            throw entry.Wrong("resource", wrong.Message, wrong);
        }
    }

    private static string[] ReadHosts(YamlEntry entry)
    {
        var hosts = entry.TakeTexts("host").Select(static host => host.ToLowerInvariant()).ToArray();
        foreach (var host in hosts)
        {
            entry.Demand("host", host.Length <= 261 && !host.AsSpan().ContainsAnyExceptInRange('!', '~') && !host.AsSpan().ContainsAny(UnfitInHosts)
                && Uri.CheckHostName(WithoutPort(host)) != UriHostNameType.Unknown, $"host '{host}' is not a host, perhaps with a port");
        }

        entry.Demand("host", hosts.Distinct(StringComparer.Ordinal).Count() == hosts.Length, "a host is there twice");
        return hosts;
    }

    private static string WithoutPort(string host) => host.EndsWith(']') || host.LastIndexOf(':') is not (> 0 and var colon) ? host
        : ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? host[..colon] : "";

    private static IReadOnlyList<string> ReadMethods(YamlEntry entry)
    {
        var methods = entry.TakeTexts("method");
        entry.Demand("method", methods.Count > 0, "the route has no method");
        entry.Demand("method", methods.All(static method => method.Length <= LongestMethod && method.All(static letter =>
            char.IsAsciiLetterUpper(letter) || letter is '-')),
            "a method is of capital letters");
        entry.Demand("method", methods.Distinct(StringComparer.Ordinal).Count() == methods.Count, "a method is there twice");
        return methods;
    }

    private static List<KeyRule> ReadKeys(YamlEntry entry, PathTemplate path, string action)
    {
        var rules = new List<KeyRule>();
        if (entry.Take("keys") is not { } node)
        {
            return rules;
        }

        var keys = new YamlEntry(node, "keys");
        var prefix = action[..(action.IndexOf(':', StringComparison.Ordinal) + 1)];
        keys.Demand("", keys.Names.Count <= MostKeys, $"there are more than {MostKeys} keys");
        foreach (var name in keys.Names)
        {
            keys.Demand(name, name.Length is > 2 and <= 256 && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && name.Length > prefix.Length,
                $"the condition key '{name}' does not begin with {prefix}, as the action does");
            keys.Demand(name, !rules.Exists(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase)), $"the condition key '{name}' is there twice");
            rules.Add(ReadKey(keys, name, path));
        }

        return rules;
    }

    private static KeyRule ReadKey(YamlEntry keys, string name, PathTemplate path)
    {
        const string Query = "query.";
        var text = keys.Require(name);
        if (text is not ['{', .. var inner, '}'])
        {
            keys.Demand(name, text.Length <= 2048 && !text.AsSpan().ContainsAny('{', '}'),
                $"the value '{text}' of {name} is a text, or all of it is a variable");
            return new KeyRule(name, KeySource.Text, text);
        }

        if (inner.StartsWith(Query, StringComparison.Ordinal) && inner.Length > Query.Length)
        {
            return new KeyRule(name, KeySource.Query, inner[Query.Length..]);
        }

        keys.Demand(name, path.Names.Contains(inner), $"{text} is not a variable of the path '{path}', nor {{query.NAME}}");
        return new KeyRule(name, KeySource.Path, inner);
    }

    private static TokenRule? ReadToken(YamlEntry entry, string account)
    {
        if (entry.Take("token") is not { } node)
        {
            return null;
        }

        var token = new YamlEntry(node, "token");
        var role = token.Require("role");
        token.Demand("role", Arn.TryParse(role, out var arn) && arn.Resource.StartsWith("role/", StringComparison.Ordinal),
            $"'{role}' is not the ARN of a role");
        token.Demand("role", arn.Account.SequenceEqual(account), $"the role '{role}' is of another account than {account}");
        TimeSpan? duration = null;
        if (token.TakeText("seconds") is { } seconds)
        {
            token.Demand("seconds", int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 900 and <= 43200,
                "seconds is a number from 900 to 43200");
            duration = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        }

        token.RequireEmpty();
        return new TokenRule(role, duration);
    }

    private static bool IsWord(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(WordCharacters);

    private static bool IsLowerName(string text) => text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExcept(LowerCharacters);

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> UnfitInHosts = SearchValues.Create("/\\*?#@,");

    private static readonly SearchValues<char> LowerCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
