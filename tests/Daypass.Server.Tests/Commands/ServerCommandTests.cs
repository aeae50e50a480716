using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using Daypass.Server.Commands;
using Daypass.Testing.Providers;

namespace Daypass.Server.Tests.Commands;

/// <summary>Options of the server: which there are, and what is refused before anything starts.</summary>
public sealed partial class ServerCommandTests
{
    [Theory]
    [InlineData("sts.example.com")]
    [InlineData("ftp://sts.example.com")]
    [InlineData("https://sts.example.com/?a=b")]
    [InlineData("https://sts.example.com/#a")]
    public void A_public_url_that_is_none(string url) => Assert.Equal(
        $"'{url}' is not the URL of a server: --public-url takes http or https, a host and perhaps a path.",
        Assert.Single(ServerCommand.Create().Parse(["--public-url", url]).Errors).Message);

    [Theory]
    [InlineData("https://sts.example.com")]
    [InlineData("http://127.0.0.1:8017/sts/")]
    public void A_public_url_that_is_one(string url) =>
        Assert.Empty(ServerCommand.Create().Parse(["--public-url", url, "--region", "us-east-1", "--region", "eu-west-1"]).Errors);

    [Fact]
    public void The_table_of_options_in_the_documentation_is_the_list_of_options()
    {
        var table = File.ReadAllText(Path.Combine(ForeignProcess.Repository, "docs", "configuration.md"));
        Assert.Equal(
            OptionRow().Matches(table).Select(static row => row.Groups["name"].Value).Order(StringComparer.Ordinal),
            ServerCommand.Create().Options.Where(static option => option is not (HelpOption or VersionOption)).Select(static option => option.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_option_of_a_command_is_documented()
    {
        var pages = string.Concat(Directory.EnumerateFiles(Path.Combine(ForeignProcess.Repository, "docs"), "*.md").Select(File.ReadAllText));
        Assert.DoesNotContain(OptionsBelow(ServerCommand.Create()), name => !Regex.IsMatch(pages, $"{name}(?![a-z-])"));
    }

    private static IEnumerable<string> OptionsBelow(Command command) => command.Subcommands.SelectMany(static below =>
        below.Options.Where(static option => option is not (HelpOption or VersionOption)).Select(static option => option.Name).Concat(OptionsBelow(below)));

    [GeneratedRegex(@"^\| `(?<name>--[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();
}
