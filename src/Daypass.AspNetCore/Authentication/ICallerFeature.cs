using Daypass.Verifier.Callers;

namespace Daypass.AspNetCore.Authentication;

/// <summary>Who was proven to have signed a request: <c>HttpContext.Features.Get&lt;ICallerFeature&gt;()</c>.</summary>
public interface ICallerFeature
{
    /// <summary>The ARN that GetCallerIdentity shows.</summary>
    string Arn { get; }

    /// <summary>The account.</summary>
    string Account { get; }

    /// <summary>The value of <c>aws:userid</c>.</summary>
    string UserId { get; }

    /// <summary>What the server told of a caller of the service's own account; null for callers of other accounts, about whom the server decides.</summary>
    KnownCaller? Known { get; }
}
