using Daypass.Server.Audit;

namespace Daypass.Server.Telemetry;

/// <summary>What a host knows of its node beside the service.</summary>
/// <param name="Version">The version of the server.</param>
/// <param name="IsReady">Whether it wants requests.</param>
/// <param name="IsHistoryRefused">Whether the database, or a server at its address, has another history than it follows.</param>
/// <param name="Audit">Where records are kept, or null.</param>
/// <param name="Certificates">The certificates that it uses, each with its use and its end.</param>
internal sealed record NodeState(
    string Version, Func<bool> IsReady, Func<bool> IsHistoryRefused, RecordLog? Audit, Func<IEnumerable<(string Use, DateTimeOffset End)>> Certificates);
