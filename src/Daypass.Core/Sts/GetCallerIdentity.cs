using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Says who signed the request. Any valid credential may ask, and no policy can take that away.</summary>
internal sealed class GetCallerIdentity : IOperation<GetCallerIdentityRequest, GetCallerIdentityResponse>
{
    private static readonly AccessList Asked = AccessList.Of(new Access("sts:GetCallerIdentity", "*"));

    public ValueTask<Result<AccessList>> Demand(GetCallerIdentityRequest input, OperationContext context) => new(Asked);

    public ValueTask<Result<GetCallerIdentityResponse>> Handle(GetCallerIdentityRequest input, OperationContext context) =>
        new(new GetCallerIdentityResponse { Arn = context.Caller.Arn, UserId = context.Caller.UserId, Account = context.Caller.Account });
}
