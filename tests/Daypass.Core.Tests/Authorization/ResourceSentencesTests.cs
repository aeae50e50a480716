using Daypass.Core.Authorization;
using Daypass.Protocol.Catalogue;

namespace Daypass.Core.Tests.Authorization;

public sealed class ResourceSentencesTests
{
    private const string Arn = "arn:aws:iam::123456789012:";

    [Fact]
    public void Every_operation_of_IAM_has_its_row()
    {
        var missing = OperationCatalogue.List(Service.Iam).Select(static operation => operation.Permission)
            .Except(ResourceSentences.Instance.Actions, StringComparer.Ordinal);
        Assert.True(!missing.Any(), $"Add to src/Daypass.Core/Authorization/IamDenials.txt: {string.Join(", ", missing)}");
    }

    [Theory]
    [InlineData("iam:GetUser", "user/team/Anna", "anna", "user anna")]
    [InlineData("iam:GetUser", "user/team/Anna", null, "user Anna")]
    [InlineData("iam:GetUser", "root", null, Arn + "root")]
    [InlineData("iam:GetInstanceProfile", "instance-profile/web", "web", "instance profile web")]
    [InlineData("iam:GetPolicy", "policy/team/p", null, "policy " + Arn + "policy/team/p")]
    [InlineData("iam:CreatePolicy", "policy/team/p", null, "policy p")]
    [InlineData("iam:ListPolicies", "policy/", null, "policy path /")]
    [InlineData("iam:ListPolicies", "policy/team/", null, "policy path /team/")]
    [InlineData("iam:AcquireRole", "role-template/x:1", null, "role template " + Arn + "role-template/x:1")]
    [InlineData("iam:GetRoleTemplateVersion", "role-template/x:1", null, "role-template " + Arn + "role-template/x:1")]
    [InlineData("iam:PassRole", "role/app", "app", Arn + "role/app")]
    [InlineData("iam:NoSuchAction", "user/anna", "anna", Arn + "user/anna")]
    [InlineData("orders:Read", "user/anna", "anna", Arn + "user/anna")]
    public void A_resource_is_said_in_the_form_of_its_action(string action, string resource, string? asked, string said) =>
        Assert.Equal(said, ResourceSentences.Instance.Say(new Access(action, Arn + resource) { Asked = asked }));

    [Theory]
    [InlineData("iam:GetUser", true)]
    [InlineData("iam:CreateRole", false)]
    [InlineData("iam:ListInstanceProfiles", false)]
    [InlineData("sts:AssumeRole", false)]
    [InlineData("daypass:CheckAccess", false)]
    public void Denials_of_IAM_are_numbered_but_those_that_were_seen_without(string action, bool numbered) =>
        Assert.Equal(numbered, ResourceSentences.Instance.AreNumbered(action));
}
