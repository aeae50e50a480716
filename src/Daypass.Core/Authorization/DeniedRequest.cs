using System.Text.Json.Serialization;

namespace Daypass.Core.Authorization;

/// <summary>What was evaluated when a request was denied, as it is kept for a day.</summary>
/// <remarks>INVARIANT: a property may be added with a default, never renamed or given another meaning; another node may be older or newer.</remarks>
public sealed record DeniedRequest
{
    /// <summary>The account of the principal.</summary>
    public required string Account { get; init; }

    /// <summary>The account of the resource.</summary>
    public required string ResourceAccount { get; init; }

    /// <summary>The condition keys of the whole request.</summary>
    public required IReadOnlyList<DeniedKey> Context { get; init; }

    /// <summary>What became of each access.</summary>
    public required IReadOnlyList<DeniedEvaluation> Evaluations { get; init; }

    /// <summary>Every policy that was looked at.</summary>
    public required IReadOnlyList<DeniedPolicy> Policies { get; init; }
}

/// <summary>A condition key with its values.</summary>
/// <param name="Name">The key.</param>
/// <param name="Values">The values.</param>
/// <param name="IsList">Whether it may have several.</param>
public sealed record DeniedKey(string Name, IReadOnlyList<string> Values, bool IsList);

/// <summary>One access of the request.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">What it was about.</param>
/// <param name="Effect">What the API calls the outcome.</param>
/// <param name="Context">The condition keys of this access alone; they are the resource's.</param>
/// <param name="Matched">The statements that matched; none for an implicit denial.</param>
public sealed record DeniedEvaluation(
    string Action, string Resource, string Effect, IReadOnlyList<DeniedKey> Context, IReadOnlyList<DeniedMatch> Matched);

/// <summary>A statement that matched.</summary>
/// <param name="Policy">The place of its policy in the list.</param>
/// <param name="Sid">Its id, or null.</param>
/// <param name="Denies">Whether it denies.</param>
public sealed record DeniedMatch(int Policy, string? Sid, bool Denies);

/// <summary>A policy that was looked at.</summary>
/// <param name="Type">What the API calls its kind.</param>
/// <param name="IsInline">Whether it belongs to one entity alone.</param>
/// <param name="Uri">Its ARN, or an id that tells nothing.</param>
/// <param name="AttachedTo">The ARN of what it is attached to, or null when that is not known.</param>
/// <param name="IsOfResource">Whether it is the resource's account that has it, and not the principal's.</param>
/// <param name="Document">The document as it was.</param>
public sealed record DeniedPolicy(string Type, bool IsInline, string Uri, string? AttachedTo, bool IsOfResource, string Document)
{
    /// <summary>What the API calls a service control policy.</summary>
    public const string ServiceControl = "SERVICE_CONTROL_POLICY";

    /// <summary>What the API calls a resource control policy.</summary>
    public const string ResourceControl = "RESOURCE_CONTROL_POLICY";

    /// <summary>Whether it is the organisation's, and binds the account without being its own.</summary>
    [JsonIgnore] public bool IsControl => Type is ServiceControl or ResourceControl;
}

/// <summary>How it is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeniedRequest))]
internal sealed partial class DeniedRequestJson : JsonSerializerContext;
