namespace Daypass.Organizations.Accounts;

/// <summary>Describes what became of a request for an account.</summary>
internal sealed class DescribeCreateAccountStatus(OrganizationServices services)
    : OrganizationOperation<DescribeCreateAccountStatusRequest, DescribeCreateAccountStatusResponse>(services, ResourceNames.None)
{
    protected override async ValueTask<Result<DescribeCreateAccountStatusResponse>> Handle(
        DescribeCreateAccountStatusRequest input, OrganizationTarget target, Organization organization, OperationContext context) =>
        await Services.Store.Find<AccountRequest>(organization.Id, input.CreateAccountRequestId, context.Cancelled) is { } request
            ? new DescribeCreateAccountStatusResponse { CreateAccountStatus = OrganizationAnswers.Of(request) }
            : OrganizationsErrors.RequestNotFound;
}
