namespace Daypass.Testing.Tests;

/// <summary>The package for JavaScript, as npm packs it.</summary>
[Trait("Category", "foreign")]
public sealed class JavaScriptKitTests : IAsyncLifetime
{
    private static readonly string Tools = Path.Combine(KitProcess.Repository, "tests", "tools", "kits", "node_modules");

    private static readonly Dictionary<string, string> Environment = new() { ["DAYPASS_SERVER"] = KitProcess.Server, ["NO_COLOR"] = "1" };

    private readonly string _folder = Directory.CreateTempSubdirectory("daypass-javascript-").FullName;

    public async Task InitializeAsync()
    {
        var modules = Path.Combine(_folder, "node_modules");
        var kit = Directory.CreateDirectory(Path.Combine(modules, "daypass-testing")).FullName;
        await KitProcess.Succeed(
            _folder, Environment, "npm", "pack", "--silent", "--pack-destination", _folder, Path.Combine(KitProcess.Repository, "src", "kits", "javascript"));
        await KitProcess.Succeed(
            _folder, Environment, "tar", "xzf", Assert.Single(Directory.EnumerateFiles(_folder, "*.tgz")), "-C", kit, "--strip-components", "1");
        foreach (var module in Directory.EnumerateDirectories(Tools))
        {
            Directory.CreateSymbolicLink(Path.Combine(modules, Path.GetFileName(module)), module);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("node", "# pass 3", "--test", "deploy.test.mjs")]
    [InlineData("vitest", "2 passed", "node_modules/vitest/vitest.mjs", "run")]
    public async Task The_sample_passes(string sample, string sentence, params string[] arguments)
    {
        foreach (var file in Directory.EnumerateFiles(KitProcess.Sample(sample), "*.mjs"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        Assert.Contains(sentence, await KitProcess.Succeed(_folder, Environment, "node", arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_the_server_can_be_told_is_there()
    {
        const string Script =
            """
            import assert from 'node:assert/strict';
            import { ControlError, connectDaypass, startDaypass } from 'daypass-testing';
            const world = { version: 1, accounts: [{ id: '111122223333', users: [{ name: 'ci', accessKeys: [{ generate: true }] }] }] };
            const server = await startDaypass({ world });
            const [account] = server.accounts;
            assert.deepEqual([account.id, account.users], ['111122223333', ['ci']]);
            assert.equal(account.environment('ci').AWS_ENDPOINT_URL_IAM, server.url);
            assert.throws(() => account.config('nobody'), /Nobody called 'nobody' has an access key/);
            const snapshot = await server.snapshot();
            await server.newAccount({ id: '222233334444' });
            await server.restore(snapshot);
            const made = await server.newAccount({ id: '222233334444', users: [{ name: 'made' }] });
            assert.deepEqual(made.users, ['root', 'admin', 'made']);
            await server.clock.set(new Date('2031-01-01T00:00:00Z'), { hold: true });
            await server.clock.advance({ hours: 1 });
            assert.equal((await server.clock.now()).toISOString(), '2031-01-01T01:00:00.000Z');
            await server.reset();
            const other = connectDaypass(server);
            assert.deepEqual((await other.world(world)).map((one) => one.id), ['111122223333']);
            assert.deepEqual(await other.decisions(), []);
            await other.close();
            await assert.rejects(server.newAccount({ id: '12' }), ControlError);
            await server.close();
            await assert.rejects(server.reset());
            console.log('all of it');
            """;
        var file = Path.Combine(_folder, "all.mjs");
        await File.WriteAllTextAsync(file, Script);
        Assert.Contains("all of it", await KitProcess.Succeed(_folder, Environment, "node", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_served_is_said_in_words_and_not_tried_again()
    {
        var file = Path.Combine(_folder, "not-served.mjs");
        File.Copy(Path.Combine(Path.GetDirectoryName(Tools)!, "not-served.mjs"), file);
        var said = await KitProcess.Succeed(_folder, Environment, "node", "--no-warnings", file);
        Assert.Equal(
            new[] { "s3", "sqs", "dynamodb", "lambda" }.Select(static service => $"ServiceNotServed: Daypass serves sts and iam; {service} is not served here."
                + " Set AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_IAM instead of AWS_ENDPOINT_URL. (1)"),
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("/no/such/program", "", "DAYPASS_SERVER names /no/such/program, which is no program that can be started.")]
    [InlineData("", "", "daypass-server was not found in PATH.")]
    [InlineData(null, "{ world: { version: 1, accounts: [{ id: '12' }] } }", "daypass-server ended with 1: daypass-server: ")]
    public async Task What_keeps_it_from_starting_is_said(string? program, string options, string sentence)
    {
        var environment = new Dictionary<string, string>(Environment) { ["DAYPASS_SERVER"] = program ?? KitProcess.Server };
        if (program is "")
        {
            environment["PATH"] = _folder;
        }

        var file = Path.Combine(_folder, "start.mjs");
        await File.WriteAllTextAsync(file, $"import {{ startDaypass }} from 'daypass-testing'; await startDaypass({options});");
        var (code, said) = await KitProcess.Run(_folder, environment, program is "" ? Which("node") : "node", file);
        Assert.Equal(1, code);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    private static string Which(string program) => System.Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
