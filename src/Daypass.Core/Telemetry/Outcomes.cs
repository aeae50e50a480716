using Daypass.Protocol.Errors;

namespace Daypass.Core.Telemetry;

/// <summary>What becomes of a request, as a label.</summary>
internal static class Outcomes
{
    /// <summary>It was done.</summary>
    public const string Ok = "ok";

    /// <summary>Policies, a trust policy or a rule of the operation said no.</summary>
    public const string Denied = "denied";

    /// <summary>Its sender asked too much.</summary>
    public const string Throttled = "throttled";

    /// <summary>Anything else that its sender can mend.</summary>
    public const string ClientError = "client_error";

    /// <summary>The server could not do it: a bug, the database, the audit log.</summary>
    public const string Fault = "fault";

    /// <summary>The outcome of a request that ended so.</summary>
    /// <param name="error">Its refusal, or null.</param>
    public static string Of(AwsError? error) => error switch
    {
        null => Ok,
        { Fault: Protocol.Errors.Fault.Receiver } => Fault,
        { Code: "AccessDenied" or "AccessDeniedException" } => Denied,
        { Code: "Throttling" or "ThrottlingException" } => Throttled,
        _ => ClientError,
    };
}
