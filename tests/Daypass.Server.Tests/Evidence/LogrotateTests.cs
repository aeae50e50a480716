using System.Diagnostics;
using System.Globalization;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Commands;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Evidence;

/// <summary>The real logrotate, with the file of Debian's package and with the one that the documentation shows, loses no record.</summary>
[Trait("Category", "foreign")]
public sealed class LogrotateTests
{
    private const int Rotations = 3;

    [Theory]
    [InlineData("deploy/debian/logrotate")]
    [InlineData("docs/audit.md")]
    public async Task No_record_is_lost(string source)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var calls = 0;
        await using (var server = await ServerProcess.Start(data))
        {
            using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
            var rules = Path.Combine(folder.Path, "rules");
            await File.WriteAllTextAsync(rules, Adapt(await File.ReadAllTextAsync(Path.Combine(ForeignProgram.Tools, "..", "..", source)), data, server.Id));
            for (var rotation = 0; rotation <= Rotations; rotation++)
            {
                // The server looks for a new file once a second where nobody tells it; until then it writes on in the old one.
                for (var call = 0; call < 25 || !File.Exists(Path.Combine(data, "audit.jsonl")); call++)
                {
                    await api.Get(new GetCallerIdentityRequest(), server.Profiles["daypass-admin"]);
                    calls++;
                }

                if (rotation < Rotations)
                {
                    await Rotate(rules, Path.Combine(folder.Path, "state"));
                }
            }

            Assert.Equal(0, await server.Interrupt());
        }

        Assert.Equal(Rotations + 1, Directory.GetFiles(data, "audit.jsonl*").Length);
        var (code, output, errors) = await ServerProgram.Run("audit", "verify", "--data", data);
        Assert.True(code == 0, output + errors);
        var found = await ServerProgram.Succeed("audit", "query", "--what", "GetCallerIdentity", "--data", data);
        Assert.Equal(calls, found.Count(static character => character == '\n'));
    }

    // Of this folder, this user and this process; with dates one file a day is all there may be, so they are numbered.
    private static string Adapt(string text, string data, int process)
    {
        var start = text.IndexOf("/var/lib/daypass/audit.jsonl {", StringComparison.Ordinal);
        var rules = text[start..(text.IndexOf("\n}", start, StringComparison.Ordinal) + 3)];
        var number = process.ToString(CultureInfo.InvariantCulture);
        var lines = rules.Replace("/var/lib/daypass", data, StringComparison.Ordinal)
            .Replace("$(systemctl show --property=MainPID --value daypass)", number, StringComparison.Ordinal)
            .Replace("create 0600 daypass daypass", "create 0600", StringComparison.Ordinal).Split('\n');
        return string.Join('\n', lines.Where(static line => line.Trim() is not ("su daypass daypass" or "dateext"))) + "\n";
    }

    private static async Task Rotate(string rules, string state)
    {
        using var process = Process.Start(new ProcessStartInfo("logrotate", ["--force", "--state", state, rules])
        {
            RedirectStandardError = true,
            Environment = { ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin" },
        })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }
}
