using System.ComponentModel;
using Daypass.Protocol.Verification;

namespace Daypass.Worlds.Format;

/// <summary>The policy of a resource of one of the account's own services.</summary>
internal sealed record WorldResourcePolicy
{
    [Description("The ARN of the resource.")]
    [SameLimitsAs<PutResourcePolicyRequest>(nameof(PutResourcePolicyRequest.ResourceArn))]
    public required string Resource { get; init; }

    [Description("The document.")]
    [SameLimitsAs<PutResourcePolicyRequest>(nameof(PutResourcePolicyRequest.Policy))]
    public required PolicyText Policy { get; init; }

    [Description("When it was last put; the moment of applying when not given.")]
    public DateTimeOffset? UpdatedAt { get; init; }
}
