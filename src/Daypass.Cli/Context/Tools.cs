using Daypass.Cli.Interaction;
using Daypass.Client;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Http;

namespace Daypass.Cli.Context;

/// <summary>What finding credentials needs, as the command line has it.</summary>
internal static class Tools
{
    /// <summary>The tools of a run.</summary>
    public static CredentialTools Create(Terminal terminal, ClientEnvironment environment, HttpSettings connection, string? tokenCode = null)
    {
        HashSet<string> asked = [];
        return new CredentialTools
        {
            Http = new SocketSender(),
            Connection = connection,
            Cache = SessionCache.Open(environment),
            Mfa = serial => MfaCodePrompt.Ask(terminal, serial, tokenCode, again: !asked.Add(serial)),
            MfaAsksAPerson = tokenCode is null,
            Run = ExternalProgram.Run,
        };
    }
}
