using Daypass.Mcp.Naming;

namespace Daypass.Mcp.Safety;

/// <summary>One call as the operator's policy sees it: everything is resolved, however it was requested.</summary>
/// <param name="Command">The service and the operation: <c>sts:AssumeRole</c>.</param>
/// <param name="Effect">What it does.</param>
internal sealed record PolicyQuestion(string Command, CommandEffect Effect)
{
    /// <summary>The ARNs of the roles it asks for.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The roles, users, groups, policies and providers that its parameters name.</summary>
    public IReadOnlyList<NamedEntity> Named { get; init; } = [];

    /// <summary>The ARNs of the roles the caller already is, or came through.</summary>
    public IReadOnlyList<string> CallerRoles { get; init; } = [];

    /// <summary>The ARN of the user the caller is; null when it is none, or not known.</summary>
    public string? CallerUser { get; init; }

    /// <summary>The accounts it touches: the caller's and those of the targets.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Where it is sent.</summary>
    public string Endpoint { get; init; } = string.Empty;

    /// <summary>The operation's name alone.</summary>
    public string Operation => Command[(Command.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
