using System.CommandLine;
using Daypass.Server.Commands;

namespace Daypass.Server.Tests.Commands;

/// <summary>daypass-server's commands, run in this process.</summary>
internal static class ServerProgram
{
    /// <summary>Runs one to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> Run(params IEnumerable<string> arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ServerCommand.Create().Parse([.. arguments]).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Runs one that must succeed; returns what it printed.</summary>
    public static async Task<string> Succeed(params IEnumerable<string> arguments)
    {
        var (code, output, errors) = await Run(arguments);
        return code == 0 ? output : throw new InvalidOperationException($"ended with {code}: {errors}");
    }
}
