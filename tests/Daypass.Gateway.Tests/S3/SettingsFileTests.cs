using System.Text.Json;
using System.Text.RegularExpressions;
using Daypass.Gateway.Files;
using Daypass.Gateway.S3.Files;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.S3;

/// <summary>The file of an S3 gateway.</summary>
public sealed partial class SettingsFileTests
{
    private const string Good = """
        listen: http://127.0.0.1:8030
        region: eu-west-1
        server: { url: "https://sts.example.com" }
        accounts:
        - account: "111122223333"
          credentials: { environment: GATEWAY }
        - account: "444455556666"
          credentials: { environment: GATEWAY }
        stores:
        - name: ceph
          kind: radosgw
          url: http://10.0.0.5:7480
          credentials: { environment: STORE }
        buckets:
          account: "111122223333"
          registry: buckets.json
          named:
          - name: lake
          - { name: team-*, account: "444455556666" }
          - { name: renamed, as: other }
        """;

    [Fact]
    public void A_file_says_whose_the_buckets_are_and_where()
    {
        var settings = SettingsFile.Parse(Good, Variable);
        Assert.Equal(("GATEWAYID", "STOREID"), (settings.Accounts[0].Credentials.AccessKeyId, settings.Stores[0].Credentials.AccessKeyId));
        Assert.Equal(("default", "ceph"), (settings.Stores[0].Region, settings.Buckets.StoreForNew));
        Assert.Contains("GetObjectTagging", settings.Stores[0].Operations);
        Assert.Equal(
            ["lake 111122223333", "team- 444455556666", "renamed 111122223333"], settings.Buckets.Rules.Select(static rule => $"{rule.Name} {rule.Account}"));
    }

    [Theory]
    [InlineData("region: eu-west-1", "region: \"Europe\"", "line 2: region 'Europe' is not one.")]
    [InlineData("listen: http://127.0.0.1:8030", "listen: ftp://x", "line 1: listen ftp://x is not an address to listen on")]
    [InlineData("listen: http://127.0.0.1:8030", "listen: https://127.0.0.1:8030", "line 1: an address with https needs tls")]
    [InlineData("\"https://sts.example.com\"", "\"sts.example.com\"", "line 3: 'sts.example.com' is not a URL")]
    [InlineData("- account: \"111122223333\"", "- account: \"1\"", "line 5: account '1' is not twelve digits.")]
    [InlineData("{ environment: GATEWAY }", "{ environment: NOTHING }",
        "line 6: the variables NOTHING_ACCESS_KEY_ID and NOTHING_SECRET_ACCESS_KEY are not both set.")]
    [InlineData("{ environment: STORE }", "{ file: /no/such/file }", "line 13: /no/such/file cannot be read")]
    [InlineData("{ environment: STORE }", "{ key: abc }", "line 13: credentials has no member key.")]
    [InlineData("kind: radosgw", "kind: rados", "line 11: kind is aws, garage, minio, moto, other, radosgw, versitygw, and not 'rados'.")]
    [InlineData("url: http://10.0.0.5:7480", "url: http://10.0.0.5:7480/path", "line 12: 'http://10.0.0.5:7480/path' is not a URL")]
    [InlineData("  - name: lake", "  - name: Lake", "line 18: 'Lake' is no name of a bucket")]
    [InlineData("  - name: lake", "  - { name: lake, store: other }", "line 18: store 'other' is not one of stores.")]
    [InlineData("  - name: lake", "  - { name: lake, account: \"999999999999\" }", "line 18: account '999999999999' is not one of accounts.")]
    [InlineData("  - name: lake", "  - name: renamed", "line 17: a name is there twice.")]
    [InlineData("as: other", "as: lake", "line 17: two names mean the same bucket of a store.")]
    [InlineData("registry: buckets.json", "registries: buckets.json", "line 16: buckets has no member registries.")]
    [InlineData("region: eu-west-1", "region: eu-west-1\nlimits: { object: 6G }", "line 3: object is at most 5G, as S3 has it.")]
    [InlineData("region: eu-west-1", "region: eu-west-1\nregion: eu-west-2", "line 3:")]
    [InlineData("region: eu-west-1", "region: &x eu-west-1\naccess-log: *x", "line 3: aliases are not taken.")]
    public void What_cannot_be_meant_is_refused_with_its_line(string part, string wrong, string message) => Assert.StartsWith(
        message, Assert.Throws<UnusableFileException>(
            () => SettingsFile.Parse(Good.Replace(part, wrong, StringComparison.Ordinal), Variable)).Message, StringComparison.Ordinal);

    [Fact]
    public void Credentials_come_from_a_file_of_profiles()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "credentials");
        File.WriteAllText(path, "[other]\naws_access_key_id = NO\n[store]\n# a comment\naws_access_key_id = FROMFILE\naws_secret_access_key=s=1\n");
        var file = Good.Replace("{ environment: STORE }", $"{{ file: \"{path}\", profile: store }}", StringComparison.Ordinal);
        var credentials = SettingsFile.Parse(file, Variable).Stores[0].Credentials;
        Assert.Equal(("FROMFILE", "s=1"), (credentials.AccessKeyId, credentials.SecretAccessKey.Reveal()));
    }

    [Fact]
    public void The_files_that_are_shown_can_be_used()
    {
        foreach (var text in Block().Matches(Read("docs", "s3-gateway.md")).Select(static block => block.Groups["text"].Value))
        {
            SettingsFile.Parse(string.Join('\n', text.Split('\n').Select(static line => line.StartsWith("   ", StringComparison.Ordinal) ? line[3..] : line)),
                static _ => "value");
        }

        SettingsFile.Parse(Read("deploy", "gateway", "s3.yaml"), static _ => "value");
    }

    [Fact]
    public void The_page_and_the_schema_name_every_member()
    {
        var page = Read("docs", "s3-gateway.md");
        using var schema = JsonDocument.Parse(Read("docs", "s3-gateway.schema.json"));
        IEnumerable<JsonElement> parts = [schema.RootElement, .. schema.RootElement.GetProperty("$defs").EnumerateObject().Select(static one => one.Value)];
        foreach (var part in parts)
        {
            Assert.All(
                part.GetProperty("properties").EnumerateObject().Where(static member => member.Name != "$schema"),
                member => Assert.Contains($"`{member.Name}", page, StringComparison.Ordinal));
        }

        // What the reader takes, the schema has: a file with every member.
        var all = Good.Replace("region: eu-west-1", """
            region: eu-west-1
            domains: [s3.example.com]
            trusted-proxies: 10.0.0.0/8
            proxy-headers: forwarded
            limits: { object: 1G, connections: 10 }
            timeouts: { connect: 1s, idle: 1s, drain: 1s, drain-notice: 0 }
            access-log: { file: a, format: json }
            denials: b
            metrics: 127.0.0.1:1
            """, StringComparison.Ordinal)
            .Replace("example.com\" }", "example.com\", takes-calls: true, outage: 1s, patience: 1s }", StringComparison.Ordinal)
            .Replace(
                "  kind: radosgw",
                "  kind: radosgw\n  region: x\n  service: s3\n  style: virtual\n  payload: unsigned\n  connections: 3\n  probe: 5s\n"
                + "  operations: [+GetBucketWebsite, -PutBucketVersioning]",
                StringComparison.Ordinal);
        var settings = SettingsFile.Parse(all, Variable);
        Assert.True(settings.Stores[0].UsesVirtualHosts);
        Assert.Contains("GetBucketWebsite", settings.Stores[0].Operations);
        Assert.DoesNotContain("PutBucketVersioning", settings.Stores[0].Operations);
    }

    private static string? Variable(string name) => name switch
    {
        "GATEWAY_ACCESS_KEY_ID" => "GATEWAYID",
        "STORE_ACCESS_KEY_ID" => "STOREID",
        "GATEWAY_SECRET_ACCESS_KEY" or "STORE_SECRET_ACCESS_KEY" => "secret",
        _ => null,
    };

    private static string Read(params string[] parts) => File.ReadAllText(Path.Combine([ForeignProcess.Repository, .. parts]));

    [GeneratedRegex("```yaml\n(?<text>.*?)\n *```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
