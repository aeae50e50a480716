using System.Net;
using System.Net.Sockets;
using Daypass.Gateway.Files;
using Daypass.Gateway.S3.Settings;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.S3.Files;

/// <summary>Reads the file of an S3 gateway.</summary>
internal static class SettingsFile
{
    private const int MostAccounts = 1000;
    private const int MostStores = 100;

    /// <summary>Reads a file of YAML or JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="variable">The variables of the environment.</param>
    /// <exception cref="UnusableFileException">It cannot be used.</exception>
    public static S3Settings Read(string path, Func<string, string?> variable) => YamlFile.Read(path, text => Parse(text, variable));

    /// <summary>Reads the text of one.</summary>
    /// <exception cref="UnusableFileException">It cannot be used.</exception>
    public static S3Settings Parse(string text, Func<string, string?> variable)
    {
        var file = new YamlEntry(YamlFile.Load(text), "the file");
        var credentials = new NamedCredentials(variable);
        file.TakeText("$schema");
        var accounts = file.TakeList("accounts", MostAccounts, node => ReadAccount(node, credentials));
        file.Demand("accounts", accounts.Count > 0, "the file has no accounts");
        file.Demand("accounts", accounts.DistinctBy(static one => one.Id).Count() == accounts.Count, "an account is there twice");
        var stores = file.TakeList("stores", MostStores, node => StoreReader.Read(node, credentials));
        file.Demand("stores", stores.Count > 0, "the file has no stores");
        file.Demand("stores", stores.DistinctBy(static one => one.Name).Count() == stores.Count, "a store is there twice");
        var region = file.TakeText("region");
        file.Demand("region", region is null || RegionRule.Any.Allows(region), $"region '{region}' is not one");
        var (urls, edge) = ReadEdge(file);
        var settings = new S3Settings
        {
            Urls = urls,
            Domains = ReadDomains(file),
            Region = region,
            Edge = edge,
            Server = ReadServer(file),
            Accounts = accounts,
            Stores = stores,
            Buckets = BucketReader.Read(file, accounts, stores),
            Limits = ReadLimits(file),
            Times = ReadTimes(file),
            AccessLog = ReadAccessLog(file),
            DenialFile = file.TakeText("denials"),
            Metrics = file.TakeText("metrics"),
        };
        file.RequireEmpty();
        return settings;
    }

    private static AccountSettings ReadAccount(YamlNode node, NamedCredentials credentials)
    {
        var entry = new YamlEntry(node, "the account");
        var id = entry.Require("account");
        entry.Demand("account", AccountId.TryParse(id, out _), $"account '{id}' is not twelve digits");
        var account = new AccountSettings(id, credentials.Read(entry.RequireNode("credentials")));
        entry.RequireEmpty();
        return account;
    }

    private static ServerSettings ReadServer(YamlEntry file)
    {
        var entry = new YamlEntry(file.RequireNode("server"), "server");
        var usual = new ServerSettings { Url = entry.RequireUrl("url") };
        var server = usual with
        {
            TakesCalls = entry.TakeWord("takes-calls", false, ("true", true), ("false", false)),
            LongestOutage = entry.TakeDuration("outage", usual.LongestOutage),
            Patience = entry.TakeDuration("patience", usual.Patience),
        };
        entry.RequireEmpty();
        return server;
    }

    private static (string Urls, EdgeOptions Edge) ReadEdge(YamlEntry file)
    {
        var urls = file.TakeTexts("listen") is { Count: > 0 } listen ? string.Join(';', listen) : "http://127.0.0.1:8030";
        IReadOnlyList<ListenAddress> addresses;
        try
        {
            addresses = ListenAddress.Parse(urls, "listen");
        }
        catch (StartException wrong)
        {
            throw file.Wrong("listen", wrong.Message, wrong);
        }

        var tls = file.TakeEntry("tls");
        var edge = new EdgeOptions
        {
            TlsCertificate = tls?.Require("certificate"),
            TlsKey = tls?.Require("key"),
            TrustedProxies = [.. file.TakeTexts("trusted-proxies").Select(text => ReadNetwork(file, text))],
            ProxyHeaders = file.TakeWord("proxy-headers", ForwardingHeaders.XForwarded, ("x-forwarded", ForwardingHeaders.XForwarded),
                ("forwarded", ForwardingHeaders.Forwarded)),
            ProxyRequired = true,
        };
        tls?.RequireEmpty();
        file.Demand("listen", edge.TlsCertificate is null != addresses.Any(static one => one.IsSecure),
            "an address with https needs tls with certificate and key, and these need an address with https");
        file.Demand("listen", edge.TrustedProxies.Count > 0 || addresses.All(static one => !one.HasProxyProtocol),
            "an address that expects the PROXY protocol needs trusted-proxies");
        return (urls, edge);
    }

    private static IPNetwork ReadNetwork(YamlEntry file, string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : throw file.Wrong("trusted-proxies", $"'{text}' is no network: an address or CIDR such as 10.0.0.0/8, without host bits");

    private static string[] ReadDomains(YamlEntry file)
    {
        var domains = file.TakeTexts("domains").Select(static one => one.ToLowerInvariant()).ToArray();
        foreach (var domain in domains)
        {
            file.Demand("domains", Uri.CheckHostName(domain) == UriHostNameType.Dns && !domain.StartsWith('.') && !domain.EndsWith('.'),
                $"'{domain}' is not a domain such as s3.example.com");
        }

        return domains;
    }

    private static LimitSettings ReadLimits(YamlEntry file)
    {
        var usual = new LimitSettings();
        if (file.TakeEntry("limits") is not { } entry)
        {
            return usual;
        }

        var limits = usual with
        {
            Object = entry.TakeSize("object", usual.Object),
            Connections = entry.TakeNumber("connections", 1, 10_000_000),
        };
        entry.Demand("object", limits.Object <= usual.Object, "object is at most 5G, as S3 has it");
        entry.RequireEmpty();
        return limits;
    }

    private static TimeSettings ReadTimes(YamlEntry file)
    {
        var usual = new TimeSettings();
        if (file.TakeEntry("timeouts") is not { } entry)
        {
            return usual;
        }

        var times = new TimeSettings
        {
            Connect = entry.TakeDuration("connect", usual.Connect),
            Idle = entry.TakeDuration("idle", usual.Idle),
            Drain = entry.TakeDuration("drain", usual.Drain),
            DrainNotice = entry.TakeDuration("drain-notice", usual.DrainNotice, mayBeNone: true),
        };
        entry.RequireEmpty();
        return times;
    }

    private static AccessLogSettings? ReadAccessLog(YamlEntry file)
    {
        if (file.TakeEntry("access-log") is not { } entry)
        {
            return null;
        }

        var log = new AccessLogSettings(entry.Require("file"), entry.TakeWord("format", false, ("s3", false), ("json", true)));
        entry.RequireEmpty();
        return log;
    }
}
