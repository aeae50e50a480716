using System.Diagnostics;
using System.Text.Json;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Clients;

/// <summary>The files of AWS's newest models are what the installed packages say; tests/tools/update-tables.sh models brings them up to date.</summary>
[Trait("Category", "foreign")]
public sealed class ModelFileTests
{
    [Theory]
    [InlineData("sts")]
    [InlineData("iam")]
    public async Task The_file_of_a_model_is_what_its_package_says(string service)
    {
        var file = Path.GetFullPath(Path.Combine(ForeignProgram.Tools, "..", "vectors", "models", service + ".json"));
        var written = await File.ReadAllTextAsync(file);
        using var model = JsonDocument.Parse(written);
        var published = model.RootElement.GetProperty("published").GetString()!;
        var start = new ProcessStartInfo("node", [Path.Combine(ForeignProgram.Tools, "javascript", "models.mjs"), service, published])
        {
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        Assert.Equal(written, said);
    }
}
