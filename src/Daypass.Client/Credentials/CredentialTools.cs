using Daypass.Client.Cache;
using Daypass.Client.Errors;
using Daypass.Client.Http;

namespace Daypass.Client.Credentials;

/// <summary>Asks for a one-time code of an MFA device.</summary>
/// <param name="serial">Which device.</param>
/// <returns>The code, or why there is none: no terminal, for example.</returns>
public delegate ClientResult<string> MfaPrompt(string serial);

/// <summary>Runs a program and waits for it.</summary>
/// <param name="arguments">The program and its arguments.</param>
/// <returns>What it printed, or why it could not be run or failed.</returns>
public delegate ClientResult<string> ProgramRunner(IReadOnlyList<string> arguments);

/// <summary>What finding credentials may need of the world.</summary>
public sealed record CredentialTools
{
    /// <summary>Sends requests to STS, to identity centers, to the instance or the container.</summary>
    public required IHttpSender Http { get; init; }

    /// <summary>How connections to STS are made.</summary>
    public HttpSettings Connection { get; init; } = new();

    /// <summary>Stores sessions between runs.</summary>
    public required SessionCache Cache { get; init; }

    /// <summary>Asks for MFA codes.</summary>
    public required MfaPrompt Mfa { get; init; }

    /// <summary>True when <see cref="Mfa"/> asks a person, who may mistype a code and give another.</summary>
    public bool MfaAsksAPerson { get; init; }

    /// <summary>Runs credential and MFA processes.</summary>
    public required ProgramRunner Run { get; init; }
}
