namespace Daypass.Testing.Tests;

/// <summary>The plugin of pytest, from its wheel.</summary>
[Trait("Category", "foreign")]
public sealed class PythonKitTests : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3";

    private readonly string _folder = Directory.CreateTempSubdirectory("daypass-python-").FullName;

    private Dictionary<string, string> Environment => new()
    {
        ["PYTHON"] = Python,
        ["PYTHONPATH"] = Path.Combine(_folder, "packages"),
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        ["DAYPASS_SERVER"] = KitProcess.Server,
    };

    public async Task InitializeAsync()
    {
        await KitProcess.Succeed(
            _folder, Environment, "bash", Path.Combine(KitProcess.Repository, "src", "kits", "python", "build.sh"), Path.Combine(_folder, "wheels"));
        var wheel = Assert.Single(Directory.EnumerateFiles(Path.Combine(_folder, "wheels"), "*.whl"));
        await KitProcess.Succeed(
            _folder, Environment, Python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", Path.Combine(_folder, "packages"), wheel);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData]
    [InlineData("-n", "2")]
    public async Task The_sample_passes(params string[] more) => Assert.Contains(
        "3 passed",
        await KitProcess.Succeed(KitProcess.Sample("pytest"), Environment, Python, ["-m", "pytest", "-p", "no:cacheprovider", .. more]),
        StringComparison.Ordinal);

    [Fact]
    public async Task Everything_the_server_can_be_told_is_there()
    {
        const string Script =
            """
            from datetime import datetime, timedelta, timezone
            from daypass_testing import ControlError, Server
            world = {"version": 1, "accounts": [{"id": "111122223333", "users": [{"name": "ci", "accessKeys": [{"generate": True}]}]}]}
            with Server(world=world) as server:
                account = server.accounts[0]
                assert (account.id, account.users) == ("111122223333", ["ci"])
                assert account.environment("ci")["AWS_ENDPOINT_URL_STS"] == server.url
                assert account.client("sts", user="ci").get_caller_identity()["Arn"] == account.user_arn("ci")
                assert server.decisions()[-1]["operation"] == "GetCallerIdentity"
                assert server.decisions(after=server.decisions()[-1]["number"]) == []
                snapshot = server.snapshot()
                made = server.new_account(id="222233334444")
                server.restore(snapshot)
                server.new_account(id="222233334444")
                server.clock.set(datetime(2031, 1, 1, tzinfo=timezone.utc), hold=True)
                server.clock.advance(hours=1)
                assert server.clock.now() == datetime(2031, 1, 1, 1, tzinfo=timezone.utc)
                server.reset()
                assert abs(server.clock.now() - datetime.now(timezone.utc)) < timedelta(hours=1)
                assert [one.id for one in server.world(world)] == ["111122223333"]
                try:
                    server.new_account(id="111122223333")
                except ControlError as refused:
                    print(refused)
            """;
        var said = await KitProcess.Succeed(_folder, Environment, Python, "-c", Script);
        Assert.Contains("Account 111122223333 already exists.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/program", "DAYPASS_SERVER names /no/such/program, which is no program that can be started.")]
    [InlineData("", "daypass-server was found neither in the package nor in PATH.")]
    public async Task A_program_that_is_missing_is_said(string program, string sentence)
    {
        var environment = new Dictionary<string, string>(Environment) { ["DAYPASS_SERVER"] = program, ["PATH"] = "/usr/bin:/bin" };
        var (code, said) = await KitProcess.Run(_folder, environment, Python, "-c", "from daypass_testing import Server; Server()");
        Assert.Equal(1, code);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        var (code, said) = await KitProcess.Run(
            _folder, Environment, Python, "-c", "from daypass_testing import Server; Server(world={'version': 1, 'accounts': [{'id': '12'}]})");
        Assert.Equal(1, code);
        Assert.Contains("daypass-server ended with 1: daypass-server: ", said, StringComparison.Ordinal);
        Assert.Contains("accounts[0]", said, StringComparison.Ordinal);
    }
}
