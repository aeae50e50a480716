using Daypass.Protocol;

namespace Daypass.Iam.Delegation;

/// <summary>Says in plain English what a delegation request asks for, to those who may see the request.</summary>
internal sealed class GetHumanReadableSummary(IamServices iam)
    : DelegationRequestOperation<GetHumanReadableSummaryRequest, GetHumanReadableSummaryResponse>(iam, static input => input.EntityArn.Split('/')[^1])
{
    protected override async ValueTask<Result<GetHumanReadableSummaryResponse>> Handle(GetHumanReadableSummaryRequest input, OperationContext context)
    {
        if (!Arn.TryParse(input.EntityArn, out var arn) || arn.ResourceType is not "delegation-request")
        {
            return IamErrors.InvalidInput($"{input.EntityArn} is not the ARN of a delegation request.");
        }

        var isEnglish = input.Locale is not { } locale || locale.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        return await Iam.Delegations.Find(arn.ResourceName.ToString(), context).Then(request => new GetHumanReadableSummaryResponse
        {
            SummaryContent = isEnglish ? DelegationSummary.Of(request) : "",
            Locale = input.Locale ?? "en",
            SummaryState = isEnglish ? "AVAILABLE" : "NOT_SUPPORTED",
        });
    }
}
