using System.CommandLine;

namespace Daypass.Gateway.Commands;

/// <summary>The command line of the gateway.</summary>
internal static class GatewayCommand
{
    /// <summary>Puts it together.</summary>
    public static RootCommand Create() => new("Accepts the credentials of a Daypass server in front of services that know nothing of it.")
    {
        AuthCommand.Create(),
        RoutesCommand.Create(),
        S3Command.Create(),
    };
}
