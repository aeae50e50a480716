using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests;

/// <summary>The lines that people paste.</summary>
public sealed class BannerTests
{
    [Fact]
    public async Task Each_start_prints_the_lines_to_paste_and_a_path_with_a_space_is_quoted()
    {
        using var folder = new TemporaryFolder();
        var options = new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = Path.Combine(folder.Path, "a b") };
        var first = await Printed(options);
        var second = await Printed(options);
        Assert.StartsWith("Daypass made account ", first[0], StringComparison.Ordinal);
        Assert.Matches("^It listens on http://127.0.0.1:[0-9]+[.] Paste this into another terminal:$", first[1]);
        Assert.Matches("^Daypass listens on http://127.0.0.1:[0-9]+[.] Paste this into another terminal:$", second[0]);
        Assert.All([first, second], lines =>
        {
            Assert.Matches(
                "^export AWS_ENDPOINT_URL_STS=(http://127.0.0.1:[0-9]+) AWS_ENDPOINT_URL_IAM=\\1 AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1$",
                lines[^3]);
            Assert.Equal([$"export AWS_SHARED_CREDENTIALS_FILE='{options.DataDirectory}/credentials'", "export AWS_PROFILE=daypass-admin"], lines[^2..]);
        });
    }

    [Fact]
    public async Task A_server_on_every_interface_says_so_and_is_asked_at_an_address_that_can_be_asked()
    {
        using var folder = new TemporaryFolder();
        var lines = await Printed(new ServerOptions { Urls = "http://*:0", DataDirectory = folder.Path });
        Assert.Equal("Every interface is open and nothing is encrypted: put a proxy with TLS in front, or give it a certificate.", lines[1]);
        Assert.Matches("^export AWS_ENDPOINT_URL_STS=http://127.0.0.1:[0-9]+ ", lines[^3]);
    }

    [Fact]
    public async Task A_world_with_generated_keys_has_lines_as_well()
    {
        const string World = """{"version":1,"accounts":[{"id":"111122223333","users":[{"name":"anna","accessKeys":[{"generate":true}]}]}]}""";
        using var folder = new TemporaryFolder();
        var world = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(world, World);
        var data = Path.Combine(folder.Path, "data");
        var lines = await Printed(new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = data, World = world });
        Assert.Equal([$"export AWS_SHARED_CREDENTIALS_FILE={data}/credentials.world", "export AWS_PROFILE=111122223333/anna"], lines[^2..]);
    }

    [Theory]
    [InlineData("/var/lib/daypass/credentials", "/var/lib/daypass/credentials")]
    [InlineData("/home/my data/credentials", "'/home/my data/credentials'")]
    [InlineData("it's $HOME", "'it'\\''s $HOME'")]
    public void A_word_of_the_shell_is_quoted_where_it_must_be(string text, string quoted) => Assert.Equal(quoted, ShellLines.Quote(text));

    [Fact]
    public async Task The_lines_are_had_at_any_time()
    {
        using var folder = new TemporaryFolder();
        await Printed(new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path });
        Assert.Equal(
            new ForeignProgram.Outcome(0, Lines("http://localhost:9", Path.Combine(folder.Path, "credentials"), "daypass-admin"), ""),
            await ServerProcess.Run("env", "http://localhost:9/", "--data", folder.Path));
        var none = Path.Combine(folder.Path, "none");
        Assert.Equal(
            new ForeignProgram.Outcome(1, "", $"daypass-server: {none} has no credentials; --data names the folder of a server that was started.\n"),
            await ServerProcess.Run("env", "--data", none));
        Assert.Equal(
            new ForeignProgram.Outcome(1, "", "daypass-server: 8017 is not the URL of a server, such as http://127.0.0.1:8017.\n"),
            await ServerProcess.Run("env", "8017", "--data", folder.Path));
    }

    [Fact]
    public async Task A_start_whose_address_is_taken_makes_nothing()
    {
        await using var first = await RunningServer.Start();
        using var folder = new TemporaryFolder();
        await Assert.ThrowsAsync<StartException>(() => Printed(new ServerOptions { Urls = first.Url, DataDirectory = folder.Path }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static string Lines(string url, string file, string profile) => $"""
        export AWS_ENDPOINT_URL_STS={url} AWS_ENDPOINT_URL_IAM={url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
        export AWS_SHARED_CREDENTIALS_FILE={file}
        export AWS_PROFILE={profile}

        """;

    private static async Task<string[]> Printed(ServerOptions options)
    {
        await using var host = await ServerHost.Start(options, TimeProvider.System, static logging => logging.ClearProviders(), CancellationToken.None);
        using var output = new StringWriter();
        Banner.Print(output, host, options);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
