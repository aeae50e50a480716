using Daypass.Protocol.Errors;

namespace Daypass.Client.Errors;

/// <summary>What sort of thing went wrong; the command line's exit code follows from it.</summary>
public enum ClientErrorKind
{
    /// <summary>The parameters are not acceptable: exit code 252.</summary>
    Usage,

    /// <summary>Something is not configured, a region or credentials for example: exit code 253.</summary>
    Configuration,

    /// <summary>The service refused or failed: exit code 254.</summary>
    Service,

    /// <summary>Everything else: exit code 255.</summary>
    General,
}

/// <summary>Why a call or the way to it failed; a value, because that is an ordinary outcome.</summary>
/// <param name="Kind">The sort of error.</param>
/// <param name="Code">A short name for programs, for example <c>NoCredentials</c> or the service's error code; null where the aws command line has none.</param>
/// <param name="Message">The sentence for a user, without prefix; never holds a secret.</param>
public sealed record ClientError(ClientErrorKind Kind, string? Code, string Message)
{
    /// <summary>What the service answered; null unless <see cref="Kind"/> is <see cref="ClientErrorKind.Service"/>.</summary>
    public AwsError? ServiceError { get; init; }

    /// <summary>A further sentence that helps to mend it, for example which setting an address came from; null when there is none.</summary>
    public string? Advice { get; init; }

    /// <summary>The exit code the aws command line has for this.</summary>
    public int ExitCode => Kind switch
    {
        ClientErrorKind.Usage => 252,
        ClientErrorKind.Configuration => 253,
        ClientErrorKind.Service => 254,
        _ => 255,
    };

    /// <summary>Wrong parameters.</summary>
    public static ClientError Usage(string message) => new(ClientErrorKind.Usage, "ParamValidation", message);

    /// <summary>Anything without a class of its own.</summary>
    public static ClientError General(string message) => new(ClientErrorKind.General, null, message);
}
