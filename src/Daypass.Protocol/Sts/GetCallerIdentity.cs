using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Sts;

/// <summary>Say whose credentials these are; every valid credential may ask, whatever its policies say.</summary>
[Operation("GetCallerIdentity", Service.Sts, Output = typeof(GetCallerIdentityResponse))]
public sealed partial record GetCallerIdentityRequest;

/// <summary>What GetCallerIdentity answers.</summary>
[OperationOutput, ElementOrder(nameof(Arn), nameof(UserId), nameof(Account))]
public sealed partial record GetCallerIdentityResponse
{
    /// <summary>The unique id of the caller.</summary>
    public required string UserId { get; init; }

    /// <summary>The 12-digit account.</summary>
    public required string Account { get; init; }

    /// <summary>The ARN of the caller.</summary>
    public required string Arn { get; init; }
}
