using System.Text.RegularExpressions;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Clients;

/// <summary>Terraform with the AWS provider from a folder on this machine, so that nothing is downloaded.</summary>
internal sealed partial class Terraform
{
    private const string MirrorName = "tf-plugins";

    /// <summary>The folder, laid out as Terraform's file system mirrors are, or null.</summary>
    private static readonly string? Mirror = Candidates()
        .FirstOrDefault(static folder => Directory.Exists(Path.Combine(folder, "registry.terraform.io", "hashicorp", "aws")));

    private readonly RunningServer _server;
    private readonly string _folder;

    private Terraform(RunningServer server, string folder)
    {
        _server = server;
        _folder = folder;
    }

    /// <summary>What is missing, or null.</summary>
    public static string? Absence { get; } =
        !OnPath("terraform") ? "terraform is not on the PATH"
        : Mirror is null ? $"there is no folder {MirrorName} with the AWS provider (DAYPASS_TF_PLUGINS may name it)"
        : null;

    /// <summary>Puts the configuration beside the files it reads and initialises it.</summary>
    public static async Task<Terraform> Start(
        RunningServer server, string folder, IReadOnlyDictionary<string, string> files, string configuration = "terraform")
    {
        foreach (var source in Directory.EnumerateFiles(Path.Combine(ForeignProgram.Tools, configuration), "*.tf"))
        {
            File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
        }

        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "cli.tfrc"), $$"""
            disable_checkpoint = true
            provider_installation {
              filesystem_mirror {
                path    = "{{Mirror}}"
                include = ["hashicorp/*"]
              }
            }
            """);
        var terraform = new Terraform(server, folder);
        (await terraform.Run("init")).Succeeded();
        return terraform;
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<ForeignProgram.Outcome> Run(string command, params IEnumerable<string> options) => ForeignProgram.Run(
        _server,
        _server.Admin,
        "env",
        [$"TF_CLI_CONFIG_FILE={Path.Combine(_folder, "cli.tfrc")}", $"TF_VAR_endpoint={_server.Url}", "TF_IN_AUTOMATION=1", "TF_INPUT=0", "terraform",
            $"-chdir={_folder}", command, "-no-color", .. options]);

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("DAYPASS_TF_PLUGINS") is { Length: > 0 } named)
        {
            yield return named;
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var settings = Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE") ?? Path.Combine(home, ".terraformrc");
        foreach (Match path in File.Exists(settings) ? MirrorPath().Matches(File.ReadAllText(settings)) : Enumerable.Empty<Match>())
        {
            yield return path.Groups["path"].Value;
        }

        foreach (var root in new[] { "/opt", "/usr/share", "/usr/local/share", home })
        {
            yield return Path.Combine(root, MirrorName);
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex("""^\s*path\s*=\s*"(?<path>[^"]+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex MirrorPath();
}

/// <summary>A test that needs Terraform and its AWS provider; where they are missing it says which.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerraformFactAttribute : FactAttribute
{
    public TerraformFactAttribute() => Skip = Terraform.Absence;
}
