namespace Daypass.Mcp.Safety;

/// <summary>What the policy says to a call.</summary>
internal enum AgentVerdict
{
    /// <summary>Go on.</summary>
    Allow,

    /// <summary>A user has to agree.</summary>
    Ask,

    /// <summary>Never.</summary>
    Deny,
}
