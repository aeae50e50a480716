namespace Daypass.Protocol.Verification;

/// <summary>Whether somebody may do something, as a service asks it.</summary>
public interface IAccessQuestion
{
    /// <summary>What is asked for, <c>service:Name</c>.</summary>
    string RequestedAction { get; }

    /// <summary>The ARN of what it is asked for on.</summary>
    string Resource { get; }

    /// <summary>Where the request came from.</summary>
    string? SourceIp { get; }

    /// <summary>Whether it came over TLS.</summary>
    bool? SecureTransport { get; }

    /// <summary>Condition keys of the service's own.</summary>
    IReadOnlyList<ServiceKey> ServiceKeys { get; }
}
