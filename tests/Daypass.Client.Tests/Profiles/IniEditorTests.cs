using System.Text;
using System.Text.Json.Nodes;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;

namespace Daypass.Client.Tests.Profiles;

public sealed class IniEditorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "config");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_comment_above_the_next_section_stays()
    {
        Edit("[profile a]\nregion = x\n\n# ---- PROD: ask Jane ----\n[profile prod]\nregion = y\n", "a", ("region", "z"), ("output", "json"));
        Assert.Equal("[profile a]\nregion = z\noutput = json\n\n# ---- PROD: ask Jane ----\n[profile prod]\nregion = y\n", Content());
    }

    [Theory]
    [InlineData("[profile \"a\"]")]
    [InlineData("[profile 'a']")]
    [InlineData("[profile\ta]")]
    [InlineData("[profile   a  ]")]
    [InlineData("  [profile a]")]
    [InlineData("[profile a] ; mine")]
    [InlineData("[profile a] junk")]
    public void A_section_is_found_in_every_spelling_that_is_read_as_its_name(string header)
    {
        Edit($"{header}\nregion = x\n", "a", ("region", "z"));
        Assert.Equal($"{header}\nregion = z\n", Content());
    }

    [Fact]
    public void Of_two_sections_for_one_name_the_one_that_is_read_is_edited()
    {
        Edit("[profile \"a\"]\nregion = x\n[profile a]\nregion = y\n", "a", ("region", "z"));
        Assert.Equal("[profile \"a\"]\nregion = x\n[profile a]\nregion = z\n", Content());
    }

    [Fact]
    public void Line_ends_byte_order_mark_and_odd_bytes_stay()
    {
        byte[] old = [0xEF, 0xBB, 0xBF, .. "# caf"u8, 0xE9, .. "\r\n[profile a]\r\nregion = x\r\n; \xC0\r\n[profile b]\r\nregion=y"u8];
        System.IO.File.WriteAllBytes(File, old);
        Assert.Null(IniEditor.WriteProfile(File, "a", [("region", "z")]));
        Assert.Null(IniEditor.WriteProfile(File, "new one", [("region", "n")]));
        byte[] expected =
        [
            0xEF, 0xBB, 0xBF, .. "# caf"u8, 0xE9, .. "\r\n[profile a]\r\nregion = z\r\n; \xC0\r\n[profile b]\r\nregion=y\r\n"u8,
            .. "\r\n[profile 'new one']\r\nregion = n\r\n"u8,
        ];
        Assert.Equal(expected, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Settings_that_are_not_written_stay_where_that_is_wished()
    {
        const string Old = "[profile a]\n  region = x\n  # why\n  output = text\n  s3 =\n    a = b\n\n# next\n[profile b]\n";
        Edit(Old, "a", true, ("output", "json"), ("mfa_serial", "m"));
        Assert.Equal(
            "[profile a]\n  region = x\n  # why\n  output = json\n  s3 =\n    a = b\n  mfa_serial = m\n\n# next\n[profile b]\n", Content());
    }

    [Theory]
    [InlineData("a\nb", "v")]
    [InlineData("a", "v\nw")]
    [InlineData("a", "v\rw")]
    [InlineData("a", " v")]
    [InlineData("", "v")]
    [InlineData("DEFAULT", "v")]
    public void What_would_be_read_as_something_else_is_not_written(string profile, string value)
    {
        const string Old = "[b]\nregion = y\n";
        System.IO.File.WriteAllText(File, Old);
        Assert.NotNull(IniEditor.WriteCredentials(File, profile, [("region", value)]));
        Assert.Equal(Old, Content());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_not_written()
    {
        const string Old = "[profile a]\nregion = x\nnonsense\n";
        System.IO.File.WriteAllText(File, Old);
        Assert.Equal(
            $"Unable to parse config file: {File}, line 3: a setting needs a name and an equals sign",
            IniEditor.WriteProfile(File, "a", [("region", "z")])!.Message);
        Assert.Equal(Old, Content());
        System.IO.File.WriteAllText(File, "[profile a]\n", Encoding.Unicode);
        Assert.Contains("UTF-16", IniEditor.WriteProfile(File, "a", [("region", "z")])!.Message, StringComparison.Ordinal);
    }

    /// <summary>What is edited is read as it was meant, everything else as before, and no line outside the section's settings has changed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_edit_changes_what_it_says_and_no_byte_besides(bool credentials)
    {
        var samples = new IniSamples(20);
        var edited = 0;
        for (var run = 0; run < 4000; run++)
        {
            var old = samples.Next(credentials);
            var (name, settings, keep) = (samples.NextName(), samples.NextSettings(), run % 2 == 0);
            if (IniReader.Parse(old, out _) is not { } before)
            {
                continue;
            }

            var written = new IniEdit(
                credentials ? name : SectionName.ForProfile(name),
                section => credentials ? section == name : SectionName.Parse(section) == ("profile", name),
                settings,
                keep).Apply(old);
            Assert.True(written.Succeeded, $"{written.Error?.Message}\n{old}");
            edited++;
            var fresh = written.Value;
            var after = IniReader.Parse(fresh, out _)!;
            Predicate<IniSection> isIt = credentials ? section => section.Name == name : section => SectionName.Parse(section.Name) == ("profile", name);
            var target = after.Last(section => isIt(section));
            Assert.All(settings, setting => Assert.Equal(setting.Value, target.Find(setting.Key)!.Value));
            Assert.Equal(Describe(before.Where(section => section.Name != target.Name)), Describe(after.Where(section => section.Name != target.Name)));
            var own = before.LastOrDefault(section => isIt(section));
            Assert.Equal(
                keep && own is not null ? Describe(own.Entries.Where(entry => !settings.Exists(setting => setting.Key == entry.Key))) : "",
                Describe(target.Entries.Where(entry => !settings.Exists(setting => setting.Key == entry.Key))));

            // The lines that are not the section's settings are there in their order, with their bytes.
            var rest = own is null ? old : Outside(old, own.Line);
            Assert.True(IsSubsequence(Lines(rest), Lines(fresh)), $"{old}\n----\n{fresh}");
        }

        Assert.InRange(edited, 2000, int.MaxValue);
    }

    [Fact]
    [Trait("Category", "foreign")]
    public async Task Files_are_read_as_botocore_reads_them_before_an_edit_and_after()
    {
        var samples = new IniSamples(7);
        List<string[]> pairs = [];
        for (var run = 0; run < 600; run++)
        {
            var config = _folder.Write($"{run}/config", samples.Next(credentials: false));
            var credentials = _folder.Write($"{run}/credentials", samples.Next(credentials: true));
            pairs.Add([config, credentials]);
            if (run % 2 == 0 && Load(config, credentials) is not null)
            {
                Assert.Null(IniEditor.WriteProfile(config, samples.NextName(), samples.NextSettings(), run % 4 == 0));
                Assert.Null(IniEditor.WriteCredentials(credentials, samples.NextName(), samples.NextSettings(), run % 4 == 0));
            }
        }

        var theirs = await Python.Ask("botocore_files.py", pairs);
        Assert.InRange(theirs.Count(static read => read is not null), pairs.Count / 3, pairs.Count);
        for (var run = 0; run < pairs.Count; run++)
        {
            var ours = Load(pairs[run][0], pairs[run][1]);
            Assert.True(
                JsonNode.DeepEquals(theirs[run], ours),
                $"{System.IO.File.ReadAllText(pairs[run][0])}\n----\n{System.IO.File.ReadAllText(pairs[run][1])}\n----\n{theirs[run]}\n----\n{ours}");
        }
    }

    private static JsonObject? Load(string config, string credentials)
    {
        var environment = new ClientEnvironment(
            name => name switch { "AWS_CONFIG_FILE" => config, "AWS_SHARED_CREDENTIALS_FILE" => credentials, _ => null }, "/nowhere", TimeProvider.System);
        var store = ProfileStore.Load(environment);
        if (!store.Succeeded)
        {
            return null;
        }

        return new JsonObject
        {
            ["profiles"] = Write(store.Value.Profiles),
            ["sso_sessions"] = Write(store.Value.SsoSessions),
            ["services"] = Write(store.Value.Services),
        };
    }

    private static JsonObject Write(IReadOnlyDictionary<string, Profile> profiles)
    {
        var all = new JsonObject();
        foreach (var (name, profile) in profiles)
        {
            var settings = new JsonObject();
            foreach (var key in profile.Keys)
            {
                settings[key] = profile.Nested(key) is { } nested
                    ? new JsonObject(nested.Select(static entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))) : profile.Get(key);
            }

            all[name] = settings;
        }

        return all;
    }

    private static string Describe(IEnumerable<IniSection> sections) =>
        string.Join('\n', sections.Select(section => $"[{section.Name}] {Describe(section.Entries)}"));

    private static string Describe(IEnumerable<IniEntry> entries) =>
        string.Join(';', entries.Select(static entry => $"{entry.Key}={entry.Value}({Describe(entry.Nested ?? [])})"));

    private static string Outside(string text, int header)
    {
        var inside = false;
        var rest = new StringBuilder();
        var lines = IniScanner.Scan(text);
        foreach (var line in lines)
        {
            inside = line.Number == header || (inside && line.Kind != IniLineKind.Section);
            var own = inside && line.Kind is IniLineKind.Setting or IniLineKind.Continuation or IniLineKind.Blank;
            rest.Append(own ? string.Empty : line.Text);
        }

        return rest.ToString();
    }

    private static string[] Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');

    private static bool IsSubsequence(string[] some, string[] all)
    {
        var at = 0;
        foreach (var line in all)
        {
            at += at < some.Length && some[at] == line ? 1 : 0;
        }

        return at >= some.Length - 1;
    }

    private void Edit(string old, string profile, params (string Key, string Value)[] settings) => Edit(old, profile, false, settings);

    private void Edit(string old, string profile, bool keep, params (string Key, string Value)[] settings)
    {
        System.IO.File.WriteAllText(File, old);
        Assert.Null(IniEditor.WriteProfile(File, profile, settings, keep));
    }

    private string Content() => System.IO.File.ReadAllText(File);
}
