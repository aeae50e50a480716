using System.Text;
using Daypass.Core.Throttling;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Testing;

namespace Daypass.Core.Tests.Throttling;

/// <summary>Who pays, from which bucket, and how much.</summary>
public sealed class AdmissionTests
{
    private const string Account = "111122223333";
    private const string Other = "444455556666";

    private readonly ManualClock _clock = new();

    [Fact]
    public void Each_service_has_a_bucket_of_its_own_for_each_account()
    {
        var admission = new Admission(AdmissionRates.Unlimited with { Account = new Rate(1, 1), Iam = new Rate(1, 1) }, _clock);
        Assert.Null(admission.TakeOfAccount(Account, GetCallerIdentityRequest.Operation));
        Assert.Equal("Throttling", admission.TakeOfAccount(Account, AssumeRoleRequest.Operation)!.Code);
        Assert.Null(admission.TakeOfAccount(Account, ListUsersRequest.Operation));
        Assert.Null(admission.TakeOfAccount(Other, AssumeRoleRequest.Operation));
    }

    [Fact]
    public void One_network_of_IPv6_is_one_address_and_two_addresses_of_IPv4_are_two()
    {
        var admission = new Admission(AdmissionRates.Unlimited with { Address = new Rate(1, 1) }, _clock);
        Assert.Null(admission.TakeOfAddress("2001:db8:1:2::1", 1));
        Assert.NotNull(admission.TakeOfAddress("2001:db8:1:2:ffff::2", 1));
        Assert.Null(admission.TakeOfAddress("2001:db8:1:3::1", 1));
        Assert.Null(admission.TakeOfAddress("192.0.2.1", 1));
        Assert.Null(admission.TakeOfAddress("192.0.2.2", 1));
        Assert.NotNull(admission.TakeOfAddress("192.0.2.1", 1));
        Assert.Null(admission.TakeOfAddress(null, 1));
        Assert.NotNull(admission.TakeOfAddress(null, 1));
    }

    [Fact]
    public void An_account_in_debt_is_not_looked_at_and_looking_takes_nothing()
    {
        var admission = new Admission(AdmissionRates.Unlimited with { Account = new Rate(1, 2) }, _clock);
        var operation = AssumeRoleWithWebIdentityRequest.Operation;
        for (var look = 0; look < 100; look++)
        {
            Assert.Null(admission.LookAtAccount(Account, operation));
        }

        admission.ChargeProven(Account, operation);
        admission.ChargeAnswer(Account, operation, 8192);
        Assert.Equal("Throttling", admission.LookAtAccount(Account, operation)!.Code);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(admission.LookAtAccount(Account, operation));
    }

    [Fact]
    public void A_report_of_last_uses_costs_twenty_calls()
    {
        foreach (var operation in new[]
        {
            GenerateServiceLastAccessedDetailsRequest.Operation, GetServiceLastAccessedDetailsWithEntitiesRequest.Operation,
            GenerateOrganizationsAccessReportRequest.Operation,
        })
        {
            var admission = new Admission(AdmissionRates.Unlimited with { Iam = new Rate(1, 21) }, _clock);
            Assert.Null(admission.TakeOfAccount(Account, operation));
            Assert.Null(admission.TakeOfAccount(Account, ListUsersRequest.Operation));
            Assert.NotNull(admission.TakeOfAccount(Account, ListUsersRequest.Operation));
        }
    }

    [Fact]
    public void Taking_from_an_accounts_bucket_allocates_nothing()
    {
        var admission = new Admission(new AdmissionRates { Account = new Rate(1_000_000, 1_000_000) }, TimeProvider.System);
        Take();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Take();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        void Take()
        {
            for (var round = 0; round < 10_000; round++)
            {
                admission.TakeOfAccount(Account, GetCallerIdentityRequest.Operation);
                admission.ChargeAnswer(Account, GetCallerIdentityRequest.Operation, 500);
            }
        }
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/deploy", Account)]
    [InlineData("arn:aws:iam::111122223333:", Account)]
    [InlineData("arn:aws:iam::111122223333", null)]
    [InlineData("arn:aws:iam::11112222333:role/deploy", null)]
    [InlineData("arn:aws:iam::1111222233334:role/deploy", null)]
    [InlineData("arn:aws:iam::11112222333x:role/deploy", null)]
    [InlineData("arn:aws:iam:role/deploy", null)]
    [InlineData("", null)]
    public void The_account_that_a_request_is_about(string arn, string? account)
    {
        using var form = new QueryForm();
        form.Parse(default, Encoding.UTF8.GetBytes("Action=AssumeRoleWithSAML&RoleArn=" + Uri.EscapeDataString(arn)));
        Span<char> digits = stackalloc char[ClaimedAccount.Length];
        Assert.Equal(account, ClaimedAccount.TryFind(form, digits) ? digits.ToString() : null);
    }
}
