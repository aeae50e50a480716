using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Shows to those who may know why a request in their account was denied.</summary>
internal sealed class DecodeAuthorizationMessage(ServiceParts parts) : IOperation<DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse>
{
    private static readonly AccessList Asked = AccessList.Of(new Access("sts:DecodeAuthorizationMessage", "*"));

    public ValueTask<Result<AccessList>> Demand(DecodeAuthorizationMessageRequest input, OperationContext context) => new(Asked);

    public ValueTask<Result<DecodeAuthorizationMessageResponse>> Handle(DecodeAuthorizationMessageRequest input, OperationContext context) =>
        new(parts.Messages.Decode(input.EncodedMessage, context.Caller.Account, context.Now) is { } document
            ? new DecodeAuthorizationMessageResponse { DecodedMessage = document }
            : StsErrors.InvalidAuthorizationMessage());
}
