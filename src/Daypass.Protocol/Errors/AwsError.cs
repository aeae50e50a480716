namespace Daypass.Protocol.Errors;

/// <summary>Whose fault an error is, as the <c>Type</c> element of an error answer says it.</summary>
public enum Fault
{
    /// <summary>The caller's: every 4xx.</summary>
    Sender,

    /// <summary>The service's: every 5xx; clients retry these.</summary>
    Receiver,
}

/// <summary>One error as a caller sees it; a value and not an exception, because a refused request is an ordinary outcome.</summary>
/// <param name="Code">The wire code, for example <c>AccessDenied</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">AWS's sentence; null where AWS leaves the <c>Message</c> element out.</param>
public sealed record AwsError(string Code, int Status, string? Message)
{
    /// <summary>An error with the status that its code has: <see cref="ErrorCode.StatusOf"/>.</summary>
    /// <param name="code">The wire code.</param>
    /// <param name="message">AWS's sentence; null where AWS leaves the <c>Message</c> element out.</param>
    public AwsError(string code, string? message)
        : this(code, ErrorCode.StatusOf(code), message)
    {
    }

    /// <summary>Sender for every status below 500.</summary>
    public Fault Fault => Status < 500 ? Fault.Sender : Fault.Receiver;

    /// <summary>The precise reason for the operator's log and audit; never sent to the caller.</summary>
    public string? Reason { get; init; }

    /// <summary>The word for what is wrong that Organizations sends beside its sentence; null in all other errors.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>True for the dispatcher's own errors, which AWS answers in the AWSFault namespace instead of the service's.</summary>
    public bool IsDispatchFault { get; init; }
}
