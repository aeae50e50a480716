using System.Text.Json.Nodes;

namespace Daypass.Server.Tests.Clients;

/// <summary>One call that every client makes, and what it must see.</summary>
/// <param name="Id">What tells it from the others.</param>
/// <param name="Operation">The operation.</param>
/// <param name="As">Whose credentials sign it; null sends it unsigned.</param>
/// <param name="Parameters">Its parameters by their wire names.</param>
internal sealed record StsCall(string Id, string Operation, string? As, JsonObject Parameters)
{
    /// <summary>What the answer holds, by dotted path; null when any value will do.</summary>
    public IReadOnlyDictionary<string, string?> Holds { get; init; } = new Dictionary<string, string?>();

    /// <summary>The error that refuses it, or null when it succeeds.</summary>
    public (string Code, int Status)? Refusal { get; init; }

    /// <summary>Whether it is refused for a missing permission alone.</summary>
    public bool LacksPermission { get; init; }

    /// <summary>Its row in the table that a client's script reads.</summary>
    public JsonObject ToJson() => new() { ["id"] = Id, ["operation"] = Operation, ["as"] = As, ["parameters"] = Parameters.DeepClone() };
}

/// <summary>What a client saw of one call.</summary>
/// <param name="Answer">The answer by the client's own names; null when it was refused.</param>
/// <param name="Code">The error's code; null on success.</param>
/// <param name="Status">The HTTP status of the error; null where the client does not show it.</param>
/// <param name="Unknown">Parameters this client does not know, and so did not send; the operation's own name when it does not know that.</param>
internal sealed record StsOutcome(JsonNode? Answer, string? Code, int? Status, IReadOnlyList<string> Unknown)
{
    /// <summary>Where the answer is not as the newest model says; only the SDK for JavaScript is that new.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
