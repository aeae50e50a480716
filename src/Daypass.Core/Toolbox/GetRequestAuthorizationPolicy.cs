using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Toolbox;

namespace Daypass.Core.Toolbox;

/// <summary>Shows a policy as it was when a request was denied, to those who may know in the account that has it.</summary>
internal sealed class GetRequestAuthorizationPolicy(DeniedRequests denied)
    : AccountOperation<GetRequestAuthorizationPolicyRequest, GetRequestAuthorizationPolicyResponse>
{
    private static readonly AwsError NotFound = new(ErrorCode.ResourceNotFound, "No such policy was evaluated for this authorization id.");

    protected override async ValueTask<Result<GetRequestAuthorizationPolicyResponse>> Handle(
        GetRequestAuthorizationPolicyRequest input, OperationContext context)
    {
        var found = await DeniedHalf.Find(denied, input.AuthorizationId, context.Caller.Account, context.Now, context.Cancelled);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        foreach (var policy in found.Value.Request.Policies)
        {
            if (policy.Uri == input.PolicyUri && found.Value.Has(policy))
            {
                return new GetRequestAuthorizationPolicyResponse { PolicyDocument = new RawJson(policy.Document) };
            }
        }

        return NotFound;
    }
}
