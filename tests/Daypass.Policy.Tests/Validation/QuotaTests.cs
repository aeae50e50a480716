using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Tests.Validation;

public sealed class QuotaTests
{
    [Fact]
    public void White_space_is_not_counted() => Assert.Equal(5, PolicyQuotas.CountCharacters(" {\t\"a\"\r\n } "));

    [Theory]
    [InlineData(6144, null)]
    [InlineData(6145, "Cannot exceed quota for PolicySize: 6144")]
    public void A_managed_policy_has_its_quota(int size, string? sentence) =>
        Same(sentence, PolicyQuotas.Default.ValidateManaged(new string('x', size) + " \n"));

    [Theory]
    [InlineData(2048, null)]
    [InlineData(2049, "Cannot exceed quota for ACLSizePerRole: 2048")]
    public void A_trust_policy_has_its_quota(int size, string? sentence) =>
        Same(sentence, PolicyQuotas.Default.ValidateTrust(new string('x', size)));

    [Theory]
    [InlineData(PolicyKind.ServiceControl, 10240, null)]
    [InlineData(PolicyKind.ServiceControl, 10241, "You have exceeded the maximum policy size.")]
    [InlineData(PolicyKind.ResourceControl, 5120, null)]
    [InlineData(PolicyKind.ResourceControl, 5121, "You have exceeded the maximum policy size.")]
    public void A_control_policy_has_its_quota_and_white_space_counts(PolicyKind kind, int size, string? sentence) =>
        Same(sentence, PolicyQuotas.Default.ValidateControl(new string(' ', size), kind));

    [Fact]
    public void Inline_policies_have_one_quota_together()
    {
        Same(null, PolicyQuotas.Default.ValidateInlineOfUser(2048, "alice"));
        Same("Maximum policy size of 2048 bytes exceeded for user alice", PolicyQuotas.Default.ValidateInlineOfUser(2049, "alice"));
        Same("Maximum policy size of 5120 bytes exceeded for group admins", PolicyQuotas.Default.ValidateInlineOfGroup(5121, "admins"));
        Same("Maximum policy size of 10240 bytes exceeded for role app", PolicyQuotas.Default.ValidateInlineOfRole(10241, "app"));
    }

    [Fact]
    public void Every_quota_is_a_setting()
    {
        var raised = new PolicyQuotas { TrustPolicy = 8192, ServiceControlPolicy = 10 };
        Same(null, raised.ValidateTrust(new string('x', 8192)));
        Same("You have exceeded the maximum policy size.", raised.ValidateControl(new string(' ', 11), PolicyKind.ServiceControl));
    }

    private static void Same(string? sentence, PolicyFault? fault)
    {
        Assert.Equal(sentence, fault?.Message);
        Assert.Equal(sentence is null ? null : "LimitExceeded", fault?.Code);
    }
}
