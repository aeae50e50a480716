namespace Daypass.Gateway.Routes;

/// <summary>What a request without credentials gets.</summary>
public enum AnonymousRule
{
    /// <summary>It is refused.</summary>
    Deny,

    /// <summary>It passes, as nobody's.</summary>
    Allow,

    /// <summary>The policies of the resource decide.</summary>
    Policy,
}
