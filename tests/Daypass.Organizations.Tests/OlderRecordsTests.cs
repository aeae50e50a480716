using System.Text;
using Daypass.Core.Entities;
using Daypass.Core.Stores;

namespace Daypass.Organizations.Tests;

/// <summary>What was stored before there were units and policies reads as it meant.</summary>
public sealed class OlderRecordsTests
{
    [Fact]
    public void An_older_organisation_has_all_features_no_type_in_force_and_trusts_IAM()
    {
        var organization = Row(
            EntityKind.Organization, "o-abcdefghij",
            """{"id":"o-abcdefghij","managementAccount":"111122223333","features":["RootSessions"],"createdAt":"2026-01-02T03:04:05+00:00"}""")
            .ToEntity<Organization>();
        Assert.Equal(("ALL", "r-abcd"), (organization.FeatureSet, organization.RootId));
        Assert.Empty(organization.PolicyTypes);
        Assert.True(organization.Trusts(Organization.IamService));
        Assert.False(organization.Trusts("sso.amazonaws.com"));
        Assert.Equal(["p-FullAWSAccess"], organization.Controls.Of(ControlPolicy.ServiceType));
        Assert.Equal(["p-RCPFullAWSAccess"], organization.Controls.Of(ControlPolicy.ResourceType));
    }

    [Fact]
    public void An_older_member_is_below_the_root_with_AWSs_policies()
    {
        const string Body = """{"id":"111122223333","displayName":"member","createdAt":"2026-01-02T03:04:05+00:00","organizationId":"o-abcdefghij"}""";
        var account = Row(EntityKind.Account, "111122223333", Body).ToEntity<Account>();
        Assert.Equal("r-abcd", account.ParentIn("o-abcdefghij"));
        Assert.Null(account.Controls);
        Assert.Equal([new EntityReference(Relation.MemberAccount, "o-abcdefghij")], account.References());

        // Written again it is what it was, so that older nodes read it while nothing new is said of it.
        Assert.DoesNotContain("controls", Encoding.UTF8.GetString(account.ToRow().Body.Span), StringComparison.Ordinal);
    }

    private static EntityRow Row(EntityKind kind, string name, string body) =>
        new() { Key = new EntityKey(kind, "", name), Id = name, Path = "/", Body = Encoding.UTF8.GetBytes(body) };
}
