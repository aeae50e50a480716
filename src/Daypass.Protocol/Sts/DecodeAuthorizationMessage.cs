using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Sts;

/// <summary>Read the encoded message of a denial.</summary>
[Operation("DecodeAuthorizationMessage", Service.Sts, Output = typeof(DecodeAuthorizationMessageResponse), Errors = [ErrorCode.InvalidAuthorizationMessage])]
public sealed partial record DecodeAuthorizationMessageRequest
{
    /// <summary>The message that came with the denial.</summary>
    [Length(1, 10240)]
    public required string EncodedMessage { get; init; }
}

/// <summary>What DecodeAuthorizationMessage answers.</summary>
[OperationOutput]
public sealed partial record DecodeAuthorizationMessageResponse
{
    /// <summary>A JSON document: who was denied what, by which statements, with which condition keys.</summary>
    public string? DecodedMessage { get; init; }
}
