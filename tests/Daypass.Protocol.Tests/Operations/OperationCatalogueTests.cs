using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Operations;

public sealed class OperationCatalogueTests
{
    [Theory]
    [InlineData(Service.Sts)]
    [InlineData(Service.Iam)]
    [InlineData(Service.Organizations)]
    [InlineData(Service.Verification)]
    [InlineData(Service.Toolbox)]
    public void Every_operation_is_found_by_its_name(Service service)
    {
        Assert.NotEmpty(OperationCatalogue.List(service));
        Assert.All(OperationCatalogue.List(service), operation => Assert.Same(operation, OperationCatalogue.Find(operation.Name, service)));
    }

    [Fact]
    public void Operations_and_parameters_say_what_they_are()
    {
        Assert.All(OperationCatalogue.All, static operation => Assert.EndsWith(".", operation.Summary, StringComparison.Ordinal));
        Assert.All(OperationCatalogue.All.SelectMany(static operation => operation.Input),
            static member => Assert.EndsWith(".", member.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public void Three_operations_are_unsigned() => Assert.Equal(
        ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "ExchangeToken"],
        OperationCatalogue.All.Where(static operation => operation.Unsigned).Select(static operation => operation.Name));

    [Theory]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15", "sts:GetCallerIdentity")]
    [InlineData("Action=GetUser&Version=2010-05-08", "iam:GetUser")]
    [InlineData("Action=CheckAccess&Version=2026-11-01", "daypass:CheckAccess")]
    public void Action_and_version_select_the_operation(string text, string permission)
    {
        using var form = TestForms.Parse(text);
        Assert.Equal(permission, OperationCatalogue.Find(form).Value?.Permission);
    }

    [Theory]
    [InlineData("Action=Fly&Version=2011-06-15", "Could not find operation Fly for version 2011-06-15")]
    [InlineData("Action=&Version=2011-06-15", "Could not find operation  for version 2011-06-15")]
    [InlineData("Action=GetCallerIdentity", "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED")]
    [InlineData("Action=GetCallerIdentity&Version=", "Could not find operation GetCallerIdentity for version ")]
    [InlineData("Action=GetCallerIdentity&Version=2010-05-08", "Could not find operation GetCallerIdentity for version 2010-05-08")]
    [InlineData("Action=GetUser&Version=2011-06-15", "Could not find operation GetUser for version 2011-06-15")]
    [InlineData("Action=getcalleridentity&Version=2011-06-15", "Could not find operation getcalleridentity for version 2011-06-15")]
    [InlineData("Action=GetCloudFrontPublicKey&Version=2010-05-08", "Could not find operation GetCloudFrontPublicKey for version 2010-05-08")]
    [InlineData("Action=Gr%C3%BC%C3%9Fe&Version=x", "Could not find operation Grüße for version x")]
    public void An_unknown_operation_is_the_dispatchers_error(string text, string message)
    {
        using var form = TestForms.Parse(text);
        var error = OperationCatalogue.Find(form).Error;
        Assert.NotNull(error);
        Assert.Equal(("InvalidAction", 400, message, true), (error.Code, error.Status, error.Message, error.IsDispatchFault));
    }

    [Fact]
    public void A_long_action_is_not_repeated_in_full()
    {
        using var form = TestForms.Parse("Action=" + new string('x', 100_000));
        Assert.InRange(OperationCatalogue.Find(form).Error!.Message!.Length, 256, 400);
    }

    [Fact]
    public void Every_declared_error_is_a_known_code() => Assert.All(
        OperationCatalogue.All.SelectMany(static operation => operation.Errors),
        static code => Assert.Contains(
            code, typeof(ErrorCode).GetFields().Concat(typeof(OrganizationsErrorCode).GetFields()).Select(static field => (string?)field.GetValue(null))));
}
