using Daypass.Mcp.Naming;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Safety;

/// <summary>Every command that a rule can be about.</summary>
internal static class KnownCommands
{
    /// <summary>Choosing a profile, a region or an address.</summary>
    public const string SetSession = "session:SetSession";

    private static readonly OperationDescription[] Operations = [.. OperationCatalogue.List(Service.Sts), .. OperationCatalogue.List(Service.Iam)];

    /// <summary>The commands with their service in front.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Operations.Select(static operation => operation.Permission), SetSession];

    /// <summary>True when a pattern means a command, with or without its service.</summary>
    public static bool Fits(string pattern, string command, bool caseCounts) =>
        Wildcards.Fits(pattern, command, caseCounts) || Wildcards.Fits(pattern, WithoutService(command), caseCounts);

    /// <summary>True when a command can name something of a kind.</summary>
    public static bool CanName(string command, NamedKind kind) =>
        kind is NamedKind.Role or NamedKind.User
        || Array.Exists(Operations, operation => operation.Permission == command && EntityNames.CanName(operation, kind));

    /// <summary>The name alone.</summary>
    public static string WithoutService(string command) => command[(command.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
