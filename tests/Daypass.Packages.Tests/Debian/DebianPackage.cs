using Daypass.Testing.Server;

namespace Daypass.Packages.Tests.Debian;

/// <summary>The package as <c>./publish.sh --deb</c> makes it, and a fresh Debian of the machine's own release to install it in; both made once.</summary>
public sealed class DebianPackage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The package.</summary>
    public string File { get; private set; } = null!;

    /// <summary>The same programs as a package of an older version.</summary>
    public string OlderFile => Path.Combine(_folder.Path, "older.deb");

    /// <summary>The archive of the fresh Debian.</summary>
    public string Root => Path.Combine(_folder.Path, "root.tar");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Shell.RequireRoot();
        var root = MakeRoot();
        var made = await Shell.Run("bash", [Shell.InRepository("publish.sh"), "--deb", _folder.Path]);
        made.Succeeded();
        File = Directory.EnumerateFiles(_folder.Path, "daypass_*.deb").Single();
        await MakeOlder();
        await root;
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>What the machine installs from, so that nothing is fetched from elsewhere.</summary>
    private async Task MakeRoot()
    {
        const string Script = """
            . /etc/os-release
            sources=$(ls /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | while read -r file; do [ -s "$file" ] && echo "$file"; done)
            exec mmdebstrap --quiet --variant=apt --mode=root "$VERSION_CODENAME" "$0" $sources
            """;
        (await Shell.Run("sh", "-c", Script, Root)).Succeeded();
    }

    private async Task MakeOlder()
    {
        const string Script = """
            set -e
            dpkg-deb -R "$0" "$1"
            sed -i 's/^Version: .*/Version: 0.0.9/' "$1/DEBIAN/control"
            sed -i 's/^# What the service/# Older: what the service/' "$1/etc/daypass/server.env"
            dpkg-deb --root-owner-group -Znone --build "$1" "$2" >/dev/null
            rm -rf "$1"
            """;
        (await Shell.Run("sh", "-c", Script, File, Path.Combine(_folder.Path, "tree"), OlderFile)).Succeeded();
    }
}
