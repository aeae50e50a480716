using Daypass.Core.Audit;
using Daypass.Protocol.Catalogue;

namespace Daypass.Core.Tests.Audit;

public sealed class AuditedOperationTests
{
    [Fact]
    public void Every_operation_that_gives_or_changes_something_waits_for_its_record()
    {
        var operations = OperationCatalogue.All.Select(static operation => (operation.Name, Audited: new AuditedOperation(operation))).ToList();

        // The devices that ListVirtualMFADevices lists are of the shape that carries a seed when one is made; what an answer can carry decides.
        Assert.Equal(
            ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "CreateAccessKey", "CreateServiceSpecificCredential",
                "CreateVirtualMFADevice", "ExchangeToken", "GetDelegatedAccessToken", "GetFederationToken", "GetScopedCredentials",
                "GetSessionToken", "GetSigningKey", "GetWebIdentityToken", "ListVirtualMFADevices", "ResetServiceSpecificCredential"],
            operations.Where(static operation => operation.Audited.GivesSecrets && !IsOrganizations(operation.Audited))
                .Select(static operation => operation.Name).Order(StringComparer.Ordinal));

        // Names and addresses of accounts are kept out of the record, as CloudTrail does; what answers them waits as well.
        Assert.Equal(
            ["CreateAccount", "CreateOrganization", "DescribeAccount", "DescribeCreateAccountStatus", "DescribeOrganization", "ListAccounts",
                "ListAccountsForParent", "ListCreateAccountStatus", "ListTargetsForPolicy"],
            operations.Where(static operation => operation.Audited.GivesSecrets && IsOrganizations(operation.Audited))
                .Select(static operation => operation.Name).Order(StringComparer.Ordinal));
        Assert.All(operations, static operation => Assert.True(operation.Audited.Waits || operation.Audited.IsReadOnly));
        Assert.DoesNotContain(operations, static operation => operation.Audited.IsReadOnly && operation.Name.StartsWith("Create", StringComparison.Ordinal));
    }

    private static bool IsOrganizations(AuditedOperation operation) => operation.Description.Service.Service == Service.Organizations;
}
