using Daypass.Core.Audit;
using Daypass.Protocol.Catalogue;

namespace Daypass.Core.Tests.Audit;

public sealed class AuditedOperationTests
{
    [Fact]
    public void Every_operation_that_gives_or_changes_something_waits_for_its_record()
    {
        var operations = OperationCatalogue.All.Select(static operation => (operation.Name, Audited: new AuditedOperation(operation))).ToList();

        Assert.Equal(
            ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "CreateAccessKey", "CreateVirtualMFADevice", "GetDelegatedAccessToken", "GetFederationToken", "GetSessionToken", "GetWebIdentityToken"],
            operations.Where(static operation => operation.Audited.GivesSecrets).Select(static operation => operation.Name).Order(StringComparer.Ordinal));
        Assert.All(operations, static operation => Assert.True(operation.Audited.Waits || operation.Audited.IsReadOnly));
        Assert.DoesNotContain(operations, static operation => operation.Audited.IsReadOnly && operation.Name.StartsWith("Create", StringComparison.Ordinal));
    }
}
