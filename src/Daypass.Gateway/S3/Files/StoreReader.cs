using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Gateway.Files;
using Daypass.Gateway.S3.Settings;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.S3.Files;

/// <summary>Reads one store.</summary>
internal static class StoreReader
{
    private const int LongestWord = 64;

    /// <summary>Reads it.</summary>
    /// <exception cref="UnusableFileException">It cannot be meant.</exception>
    public static StoreSettings Read(YamlNode node, NamedCredentials credentials)
    {
        var entry = new YamlEntry(node, "the store");
        var name = entry.Require("name");
        entry.Demand("name", IsWord(name), $"the store's name '{name}' is not of letters, digits and hyphens");
        var kind = entry.Require("kind");
        entry.Demand("kind", StorePreset.All.ContainsKey(kind),
            $"kind is {string.Join(", ", StorePreset.All.Keys.Order(StringComparer.Ordinal))}, and not '{kind}'");
        var preset = StorePreset.All[kind];
        var (region, service) = (entry.Require("region", preset.Region), entry.Require("service", "s3"));
        entry.Demand("region", IsWord(region), $"region '{region}' is not one");
        entry.Demand("service", IsWord(service), $"service '{service}' is not one");
        var store = new StoreSettings
        {
            Name = name,
            Urls = ReadUrls(entry),
            Preset = preset,
            Credentials = credentials.Read(entry.RequireNode("credentials")),
            Region = region,
            Service = service,
            UsesVirtualHosts = entry.TakeWord("style", preset.UsesVirtualHosts, ("path", false), ("virtual", true)),
            Payload = entry.TakeWord("payload", preset.Payload, ("hash", PayloadSigning.Hash), ("unsigned", PayloadSigning.Unsigned)),
            Operations = ReadOperations(entry, preset),
            Roots = ReadRoots(entry),
            Connections = entry.TakeNumber("connections", 1, 100_000) ?? 512,
            ProbeEvery = entry.TakeDuration("probe", TimeSpan.FromSeconds(10)),
        };
        entry.RequireEmpty();
        return store;
    }

    private static Uri[] ReadUrls(YamlEntry entry)
    {
        var texts = entry.TakeTexts("url");
        entry.Demand("url", texts.Count > 0, "the store has no url");
        var urls = texts.Select(text => entry.ReadUrl("url", text)).ToArray();
        entry.Demand("url", urls.Distinct().Count() == urls.Length, "a url is there twice");
        return urls;
    }

    private static HashSet<string> ReadOperations(YamlEntry entry, StorePreset preset)
    {
        var operations = new HashSet<string>(preset.Operations, StringComparer.Ordinal);
        foreach (var text in entry.TakeTexts("operations"))
        {
            var isKnown = text switch
            {
                ['+', .. var added] => IsWord(added) && operations.Add(added),
                ['-', .. var removed] => operations.Remove(removed),
                _ => false,
            };
            entry.Demand("operations", isKnown, $"'{text}' is neither +OPERATION, which the kind {preset.Name} has not, nor -OPERATION, which it has");
        }

        return operations;
    }

    private static X509Certificate2Collection? ReadRoots(YamlEntry entry)
    {
        if (entry.TakeText("roots") is not { } file)
        {
            return null;
        }

        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            entry.Demand("roots", roots.Count > 0, $"{file} holds no certificate");
            return roots;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw entry.Wrong("roots", $"{file} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static bool IsWord(string text)
    {
        foreach (var one in text)
        {
            if (!char.IsAsciiLetterOrDigit(one) && one != '-')
            {
                return false;
            }
        }

        return text.Length is > 0 and <= LongestWord;
    }
}
