using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Sts;

/// <summary>Say which account an access key id belongs to.</summary>
[Operation("GetAccessKeyInfo", Service.Sts, Output = typeof(GetAccessKeyInfoResponse))]
public sealed partial record GetAccessKeyInfoRequest
{
    /// <summary>The access key id.</summary>
    [Length(16, 128), Pattern(@"[\w]*")]
    public required string AccessKeyId { get; init; }
}

/// <summary>What GetAccessKeyInfo answers.</summary>
[OperationOutput]
public sealed partial record GetAccessKeyInfoResponse
{
    /// <summary>The 12-digit account.</summary>
    public string? Account { get; init; }
}
