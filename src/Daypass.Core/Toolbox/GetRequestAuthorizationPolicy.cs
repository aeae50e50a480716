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

    private static readonly AwsError OfOrganization = new(
        ErrorCode.AccessDeniedException, "The document of a control policy is shown to the management account of its organization alone.");

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
            if (policy.Uri != input.PolicyUri)
            {
                continue;
            }

            if (found.Value.Opens(policy, context.Caller.Account))
            {
                return new GetRequestAuthorizationPolicyResponse { PolicyDocument = new RawJson(policy.Document) };
            }

            if (found.Value.Has(policy))
            {
                return OfOrganization;
            }
        }

        return NotFound;
    }
}
