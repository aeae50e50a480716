using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Evidence;

/// <summary>Thousands of calls over three rotations, by each way in which a log is rotated: nothing is missing, and the whole is proven.</summary>
public sealed class RotationTests
{
    private const int Callers = 8;
    private const int Rotations = 3;

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("size")]
    [InlineData("time")]
    [InlineData("create")]
    [InlineData("nocreate")]
    [InlineData("copytruncate")]
    public Task Hundreds_of_calls_over_three_rotations_are_all_there(string way) => Rotate(way, 400);

    [Theory, Trait("Category", "slow")]
    [InlineData("size")]
    [InlineData("time")]
    [InlineData("create")]
    [InlineData("copytruncate")]
    public Task Ten_thousand_calls_over_three_rotations_are_all_there(string way) => Rotate(way, 10_000);

    [Fact]
    public async Task Of_the_files_put_aside_so_many_are_kept()
    {
        using var folder = new TemporaryFolder();
        var options = new AuditOptions { RotateEvery = TimeSpan.FromHours(1), RotateKeep = 2 };
        await using (var host = await Start(folder, options))
        {
            var admin = CredentialProfiles.Read(Path.Combine(folder.Path, "credentials"))["admin"];
            for (var hour = 0; hour < 5; hour++)
            {
                await Call(host, admin, 1);
                _clock.Advance(TimeSpan.FromHours(1));
            }
        }

        Assert.Equal(3, Directory.GetFiles(folder.Path, "audit*.jsonl").Length);
        Assert.Equal(0, (await ServerProgram.Run("audit", "verify", "--older-removed", "--data", folder.Path)).Code);
        Assert.Equal(2, (await ServerProgram.Run("audit", "verify", "--data", folder.Path)).Code);
    }

    [Fact]
    public async Task A_file_that_is_emptied_under_load_has_no_hole_and_what_is_lost_is_told()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "audit.jsonl");
        await using (var host = await Start(folder, new AuditOptions()))
        {
            var admin = CredentialProfiles.Read(Path.Combine(folder.Path, "credentials"))["admin"];
            await Call(host, admin, 50);
            await using (var emptied = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                emptied.SetLength(0);
            }

            await Call(host, admin, 50);
        }

        Assert.StartsWith("{", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        var (code, output, _) = await ServerProgram.Run("audit", "verify", "--data", folder.Path);
        Assert.Equal(2, code);
        Assert.Matches("the records 1 to [0-9]+ of chain [0-9a-f]{16} are missing before this one", output);
    }

    private async Task Rotate(string way, int calls)
    {
        using var folder = new TemporaryFolder();
        var options = way switch
        {
            "size" => new AuditOptions { RotateSize = calls * 300 },
            "time" => new AuditOptions { RotateEvery = TimeSpan.FromHours(1) },
            _ => new AuditOptions(),
        };
        await using (var host = await Start(folder, options))
        {
            var admin = CredentialProfiles.Read(Path.Combine(folder.Path, "credentials"))["admin"];
            for (var rotation = 0; rotation <= Rotations; rotation++)
            {
                await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Call(host, admin, calls / (Rotations + 1) / Callers)));
                Step(way, folder.Path, rotation, host);
            }
        }

        Assert.True(Directory.GetFiles(folder.Path, "audit*.jsonl*").Length > Rotations);
        var (code, output, errors) = await ServerProgram.Run("audit", "verify", "--data", folder.Path);
        Assert.True(code == 0, output + errors);
        var found = await ServerProgram.Succeed("audit", "query", "--what", "GetSessionToken", "--who", "admin", "--data", folder.Path);
        Assert.Equal(calls / (Rotations + 1) / Callers * Callers * (Rotations + 1), found.Count(static character => character == '\n'));
    }

    /// <summary>What logrotate does, step by step, or the time that passes.</summary>
    private void Step(string way, string folder, int rotation, ServerHost host)
    {
        var (path, aside) = (Path.Combine(folder, "audit.jsonl"), Path.Combine(folder, $"audit.jsonl.{rotation + 1}"));
        if (rotation == Rotations)
        {
            return;
        }

        switch (way)
        {
            case "time":
                _clock.Advance(TimeSpan.FromHours(2));
                break;
            case "create":
                File.Move(path, aside);
                File.Create(path).Dispose();
                host.Reload();
                break;
            case "nocreate":
                File.Move(path, aside);
                _clock.Advance(TimeSpan.FromSeconds(1));
                break;
            case "copytruncate":
                // Nobody calls meanwhile: what is written between the two steps is lost, by its nature.
                File.Copy(path, aside);
                using (var emptied = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    emptied.SetLength(0);
                }

                break;
        }
    }

    private static async Task Call(ServerHost host, SigningCredentials admin, int count)
    {
        using var api = new ApiClient(new Uri(host.Urls[0]), host.Service.Parts.Clock);
        for (var call = 0; call < count; call++)
        {
            await api.Get(new GetSessionTokenRequest(), admin);
        }
    }

    private Task<ServerHost> Start(TemporaryFolder folder, AuditOptions audit) => ServerHost.Start(
        new ServerOptions
        {
            Urls = "http://127.0.0.1:0",
            DataDirectory = folder.Path,
            Audit = audit,
            Limits = new LimitOptions { Rates = Daypass.Core.Throttling.AdmissionRates.Unlimited },
        },
        _clock, static logging => { }, default);
}
