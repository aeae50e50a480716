using Daypass.Gateway.Files;
using Daypass.Gateway.S3.Settings;
using Daypass.S3.Text;
using YamlDotNet.RepresentationModel;

namespace Daypass.Gateway.S3.Files;

/// <summary>Reads whose the buckets are and where.</summary>
internal static class BucketReader
{
    private const int MostRules = 10_000;

    /// <summary>Reads it.</summary>
    /// <exception cref="UnusableFileException">It cannot be meant.</exception>
    public static BucketSettings Read(YamlEntry file, IReadOnlyList<AccountSettings> accounts, IReadOnlyList<StoreSettings> stores)
    {
        var entry = new YamlEntry(file.RequireNode("buckets"), "buckets");
        var account = ReadAccount(entry, accounts, accounts.Count == 1 ? accounts[0].Id : null);
        var store = ReadStore(entry, stores, stores[0].Name);
        var rules = entry.TakeList("named", MostRules, node => ReadRule(node, accounts, stores, account, store));
        entry.Demand("named", rules.DistinctBy(static rule => (rule.Name, rule.IsPrefix)).Count() == rules.Count, "a name is there twice");
        entry.Demand("named", rules.Where(static rule => !rule.IsPrefix).DistinctBy(static rule => (rule.Store, rule.NameInStore ?? rule.Name)).Count()
            == rules.Count(static rule => !rule.IsPrefix), "two names mean the same bucket of a store");
        var settings = new BucketSettings { Rules = rules, Registry = entry.TakeText("registry"), StoreForNew = store };
        entry.Demand("named", rules.Count > 0 || settings.Registry is not null, "buckets are named, or kept in a registry, or both");
        entry.RequireEmpty();
        return settings;
    }

    private static BucketRule ReadRule(
        YamlNode node, IReadOnlyList<AccountSettings> accounts, IReadOnlyList<StoreSettings> stores, string? account, string store)
    {
        var entry = new YamlEntry(node, "the bucket");
        var name = entry.Require("name");
        var isPrefix = name.EndsWith('*');
        var stem = isPrefix ? name[..^1] : name;
        entry.Demand("name", isPrefix ? IsStem(stem) : BucketName.IsValid(stem),
            $"'{name}' is no name of a bucket, and no beginning of one with * at its end");
        var owner = ReadAccount(entry, accounts, account);
        entry.Demand("account", owner is not null, "the bucket has no account");
        var inStore = entry.TakeText("as");
        entry.Demand("as", inStore is null || (!isPrefix && BucketName.IsValid(inStore)), $"'{inStore}' is no name of a bucket, or the rule is for several");
        var rule = new BucketRule(stem, isPrefix, owner!, ReadStore(entry, stores, store), inStore);
        entry.RequireEmpty();
        return rule;
    }

    private static string? ReadAccount(YamlEntry entry, IReadOnlyList<AccountSettings> accounts, string? usual)
    {
        var account = entry.TakeText("account") ?? usual;
        entry.Demand("account", account is null || accounts.Any(one => one.Id == account), $"account '{account}' is not one of accounts");
        return account;
    }

    private static string ReadStore(YamlEntry entry, IReadOnlyList<StoreSettings> stores, string usual)
    {
        var store = entry.TakeText("store") ?? usual;
        entry.Demand("store", stores.Any(one => one.Name == store), $"store '{store}' is not one of stores");
        return store;
    }

    /// <summary>Whether the name of a bucket may begin so.</summary>
    private static bool IsStem(string stem) => stem.Length == 0
        || (stem.Length < BucketName.Longest && !stem.EndsWith('.') && BucketName.IsValid(stem + "aaa"[..Math.Max(1, 3 - stem.Length)]));
}
