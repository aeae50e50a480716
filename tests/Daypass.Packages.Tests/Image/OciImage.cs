using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Daypass.Testing.Server;

namespace Daypass.Packages.Tests.Image;

/// <summary>The image as <c>./publish.sh --image</c> makes it, read by the rules of the Open Container Initiative; made once.</summary>
public sealed class OciImage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The tarball.</summary>
    public string File { get; private set; } = null!;

    /// <summary>What it is called when it is loaded.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>How it is run.</summary>
    internal JsonNode Settings { get; private set; } = null!;

    /// <summary>Its files.</summary>
    internal string Root => Path.Combine(_folder.Path, "root");

    private string Layout => Path.Combine(_folder.Path, "layout");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Shell.RequireRoot();
        (await Shell.Run("bash", Shell.InRepository("publish.sh"), "--image", _folder.Path)).Succeeded();
        File = Directory.EnumerateFiles(_folder.Path, "daypass-image-*.tar").Single();
        Directory.CreateDirectory(Layout);
        Directory.CreateDirectory(Root);
        await TarFile.ExtractToDirectoryAsync(File, Layout, overwriteFiles: false);
        var listed = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(Path.Combine(Layout, "index.json")))!["manifests"]!.AsArray().Single()!;
        Name = (string)listed["annotations"]!["org.opencontainers.image.ref.name"]!;
        var manifest = JsonNode.Parse(await Blob(listed))!;
        Settings = JsonNode.Parse(await Blob(manifest["config"]!))!;
        var layer = await Blob(manifest["layers"]!.AsArray().Single()!);
        await using var packed = new GZipStream(new MemoryStream(layer), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await packed.CopyToAsync(plain);
        Assert.Equal((string?)Settings["rootfs"]!["diff_ids"]!.AsArray().Single(), Digest(plain.ToArray()));
        plain.Position = 0;
        var archive = Path.Combine(_folder.Path, "layer.tar");
        await System.IO.File.WriteAllBytesAsync(archive, plain.ToArray());
        (await Shell.Run("tar", "-xpf", archive, "-C", Root, "--numeric-owner")).Succeeded();
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private async Task<byte[]> Blob(JsonNode descriptor)
    {
        var digest = (string)descriptor["digest"]!;
        var content = await System.IO.File.ReadAllBytesAsync(Path.Combine(Layout, "blobs", digest.Replace(':', '/')));
        Assert.Equal(digest, Digest(content));
        Assert.Equal((long)descriptor["size"]!, content.Length);
        return content;
    }

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
