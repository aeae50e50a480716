using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Shows to those who may know why a request in their account was denied.</summary>
internal sealed class DecodeAuthorizationMessage(AuthorizationMessages messages)
    : AccountOperation<DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse>
{
    protected override ValueTask<Result<DecodeAuthorizationMessageResponse>> Handle(DecodeAuthorizationMessageRequest input, OperationContext context) =>
        new(messages.Decode(input.EncodedMessage, context.Caller.Account, context.Now) is { } document
            ? new DecodeAuthorizationMessageResponse { DecodedMessage = document }
            : StsErrors.InvalidAuthorizationMessage());
}
