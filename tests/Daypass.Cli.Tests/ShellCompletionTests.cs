using Daypass.Cli.Tests.Support;

namespace Daypass.Cli.Tests;

/// <summary>The completion scripts in the shells they are for, where the shell is on this machine; ./test.sh installs all but PowerShell.</summary>
[Trait("Category", "foreign")]
public sealed class ShellCompletionTests
{
    private static readonly string Folder = AppContext.BaseDirectory;

    [Theory]
    [InlineData("daypass sts assume-role --role", "--role-arn\n--role-session-name\n")]
    [InlineData("daypass sts get-caller-identity --output y", "yaml\nyaml-stream\n")]
    [InlineData("daypass iam list-ro", "list-role-policies\nlist-role-tags\nlist-roles\n")]
    [InlineData("daypass comp", "completion\n")]
    public async Task Bash_completes(string line, string expected)
    {
        var script = $"source <(daypass completion bash)\nCOMP_WORDS=({line})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n_daypass\nprintf '%s\\n' "
            + "\"${COMPREPLY[@]}\"\ncomplete -p daypass >/dev/null";
        await Completes("bash", ["-euc", script], expected);
    }

    [Fact]
    public async Task Zsh_completes() => await Completes(
        "zsh",
        ["-fc", "compdef() { : }\ncompadd() { shift; print -l -- $@ }\neval \"$(daypass completion zsh)\"\nwords=(daypass sts assume-role "
            + "--role)\nCURRENT=4\n_daypass"],
        "--role-arn\n--role-session-name\n");

    [Fact]
    public async Task Fish_completes() => await Completes(
        "fish", ["-c", "daypass completion fish | source; complete -C 'daypass sts assume-role --role'"], "--role-arn\n--role-session-name\n");

    private static async Task Completes(string shell, string[] arguments, string expected)
    {
        var variables = new Dictionary<string, string> { ["PATH"] = $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = Path.GetTempPath() };
        var result = await PublishedProgram.Run(shell, arguments, variables);
        Assert.Equal(new CliResult(0, expected, string.Empty), result);
    }
}
