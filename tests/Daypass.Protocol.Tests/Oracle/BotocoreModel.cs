using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Tests.Oracle;

/// <summary>AWS's own description of a service, found on the machine; read to compare, never to generate.</summary>
internal sealed class BotocoreModel
{
    private readonly JsonElement _root;

    private BotocoreModel(JsonElement root) => _root = root;

    /// <summary>The version our records were compared with; an older model lacks what is in them.</summary>
    private static readonly Version Compared = new(1, 43, 11);

    /// <summary>Where botocore is installed, and which one; nothing where there is none.</summary>
    private static readonly (string? Folder, Version? Version) Installed = Find();

    /// <summary>Why nothing can be compared, or null.</summary>
    public static string? Absence { get; } =
        Installed.Folder is null ? "botocore's model is not on this machine"
        : Installed.Version < Compared ? $"botocore's model on this machine is of {Installed.Version}, older than the {Compared} compared with"
        : null;

    public JsonElement Operations => _root.GetProperty("operations");

    public JsonElement Metadata => _root.GetProperty("metadata");

    public static BotocoreModel Of(Service service)
    {
        var path = Path.Combine(Installed.Folder!, "data", FolderOf(service), "service-2.json");
        using Stream stream = File.Exists(path) ? File.OpenRead(path) : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        return new BotocoreModel(JsonDocument.Parse(stream).RootElement);
    }

    private static string FolderOf(Service service) => service switch
    {
        Service.Sts => "sts/2011-06-15",
        Service.Iam => "iam/2010-05-08",
        _ => "organizations/2016-11-28",
    };

    public Shape ShapeOf(JsonElement reference) => Named(reference.GetProperty("shape").GetString()!);

    public Shape Named(string name) => new(this, name, _root.GetProperty("shapes").GetProperty(name));

    private static (string?, Version?) Find()
    {
        try
        {
            var start = new ProcessStartInfo(
                "python3", ["-c", "import botocore, os; print(os.path.dirname(botocore.__file__)); print(botocore.__version__)"])
                { RedirectStandardOutput = true, RedirectStandardError = true };
            using var python = Process.Start(start)!;
            var lines = python.StandardOutput.ReadToEnd().Split('\n');
            python.WaitForExit();
            return python.ExitCode == 0 && Directory.Exists(Path.Combine(lines[0].Trim(), "data", "sts"))
                ? (lines[0].Trim(), Version.Parse(lines[1].Trim())) : default;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no python3 to ask.
            return default;
        }
    }

    /// <summary>One shape of the model.</summary>
    internal sealed record Shape(BotocoreModel Model, string Name, JsonElement Json)
    {
        public string Type => Json.GetProperty("type").GetString()!;

        public IEnumerable<(string Name, Shape Shape)> Members =>
            Json.TryGetProperty("members", out var members)
                ? members.EnumerateObject().Select(member => (member.Name, Model.ShapeOf(member.Value)))
                : [];

        public HashSet<string> Required => [.. Strings("required")];

        public IReadOnlyList<string> Values => [.. Strings("enum")];

        public string? Pattern => Json.TryGetProperty("pattern", out var pattern) ? pattern.GetString() : null;

        public bool Sensitive => Json.TryGetProperty("sensitive", out var sensitive) && sensitive.GetBoolean();

        public Shape Element => Model.ShapeOf(Json.GetProperty(Type == "map" ? "value" : "member"));

        public int? Number(string name) =>
            Json.TryGetProperty(name, out var number) && number.TryGetInt64(out var value) && value is > int.MinValue and < int.MaxValue ? (int)value : null;

        private IEnumerable<string> Strings(string name) =>
            Json.TryGetProperty(name, out var strings) ? strings.EnumerateArray().Select(static text => text.GetString()!) : [];
    }
}
