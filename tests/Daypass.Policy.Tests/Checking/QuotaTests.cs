using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Tests.Checking;

public sealed class QuotaTests
{
    [Fact]
    public void White_space_is_not_counted() => Assert.Equal(5, PolicyQuotas.SizeOf(" {\t\"a\"\r\n } "));

    [Theory]
    [InlineData(6144, null)]
    [InlineData(6145, "Cannot exceed quota for PolicySize: 6144")]
    public void A_managed_policy_has_its_quota(int size, string? sentence) =>
        Same(sentence, PolicyQuotas.Default.CheckManaged(new string('x', size) + " \n"));

    [Theory]
    [InlineData(2048, null)]
    [InlineData(2049, "Cannot exceed quota for ACLSizePerRole: 2048")]
    public void A_trust_policy_has_its_quota(int size, string? sentence) =>
        Same(sentence, PolicyQuotas.Default.CheckTrust(new string('x', size)));

    [Fact]
    public void Inline_policies_have_one_quota_together()
    {
        Same(null, PolicyQuotas.Default.CheckInlineOfUser(2048, "alice"));
        Same("Maximum policy size of 2048 bytes exceeded for user alice", PolicyQuotas.Default.CheckInlineOfUser(2049, "alice"));
        Same("Maximum policy size of 5120 bytes exceeded for group admins", PolicyQuotas.Default.CheckInlineOfGroup(5121, "admins"));
        Same("Maximum policy size of 10240 bytes exceeded for role app", PolicyQuotas.Default.CheckInlineOfRole(10241, "app"));
    }

    [Fact]
    public void Every_quota_is_a_setting()
    {
        var raised = new PolicyQuotas { TrustPolicy = 8192, ControlPolicy = 10 };
        Same(null, raised.CheckTrust(new string('x', 8192)));
        Same("Cannot exceed quota for PolicySize: 10", raised.CheckControl(new string('x', 11)));
    }

    private static void Same(string? sentence, PolicyFault? fault)
    {
        Assert.Equal(sentence, fault?.Message);
        Assert.Equal(sentence is null ? null : "LimitExceeded", fault?.Code);
    }
}
