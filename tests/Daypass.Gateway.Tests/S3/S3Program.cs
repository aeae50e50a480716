using System.Diagnostics;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Runs programs of others against an S3 gateway.</summary>
internal static class S3Program
{
    /// <summary>Runs one that must succeed.</summary>
    public static async Task<string> Run(S3World world, SigningCredentials credentials, string program, params IEnumerable<string> arguments)
    {
        var ended = await Try(world, credentials, program, arguments);
        return ended.ExitCode == 0 ? ended.Output
            : throw new InvalidOperationException($"{program} ended with {ended.ExitCode}:\n{ended.Output}\n{ended.Errors}\n{world.LastLines}");
    }

    /// <summary>Runs one.</summary>
    public static async Task<ForeignProgram.Outcome> Try(
        S3World world, SigningCredentials credentials, string program, params IEnumerable<string> arguments)
    {
        // Debian 12's aws CLI is too old to read AWS_ENDPOINT_URL.
        IEnumerable<string> all = program == "aws" ? ["--endpoint-url", world.Url, .. arguments] : arguments;
        var start = new ProcessStartInfo(program, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = world.Folder,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        var environment = start.Environment;
        environment["AWS_ENDPOINT_URL"] = world.Url;
        environment["AWS_REGION"] = environment["AWS_DEFAULT_REGION"] = S3World.Region;
        environment["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId;
        environment["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey.Reveal();
        environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(world.Folder, "no-such-file");
        environment["AWS_CONFIG_FILE"] = Path.Combine(world.Folder, "config");
        await File.WriteAllTextAsync(environment["AWS_CONFIG_FILE"]!, "[default]\ns3 =\n    signature_version = s3v4\n    addressing_style = path\n");
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_PAGER"] = "";
        environment["HOME"] = world.Folder;
        if (credentials.SessionToken is { } token)
        {
            environment["AWS_SESSION_TOKEN"] = token;
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return new ForeignProgram.Outcome(process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} is not on this machine: run tests/tools/s3-tools.sh, or ./test.sh, which does.", missing);
        }
    }
}
