using System.Text.Json;
using Daypass.Core.Entities;
using Daypass.Testing.Providers;

namespace Daypass.Core.Tests.Entities;

/// <summary>Nodes of an older version share the database for as long as an upgrade takes, and refuse a member they do not know.</summary>
public sealed class StoredTextTests
{
    private static readonly string[] Vectors = File.ReadAllLines(Path.Combine(ForeignProcess.Repository, "tests", "vectors", "stored", "entities.txt"));

    [Fact]
    public void What_uses_nothing_newer_is_written_as_the_older_version_wrote_it() =>
        Assert.Equal(Vectors, OlderSamples.All().Select(static sample => $"{sample.Name} {sample.Text}"));

    [Fact]
    public void What_is_set_to_its_default_is_not_written()
    {
        var account = OlderSamples.Member with
        {
            Controls = new AttachedControls(), OrganizationTags = [], MadeByOrganization = false, RoleManager = false, Ancestor = null,
            SessionsFrom = null, Ended = [],
        };
        Assert.Equal(OlderSamples.Write(OlderSamples.Member), OlderSamples.Write(account));
        var left = OlderSamples.Member with { OrganizationTags = [new EntityTag("a", "b")], JoinedAt = DateTimeOffset.UnixEpoch, ParentId = "ou-abcd-1" };
        Assert.Equal(OlderSamples.Write(OlderSamples.Member with { OrganizationId = null }), OlderSamples.Write(left.WithoutOrganization()));
        var organization = OlderSamples.Organization with
        {
            FeatureSet = Organization.AllFeatures, PolicyTypes = [], Controls = new AttachedControls(), Tags = [], TrustedServices = null,
        };
        Assert.Equal(OlderSamples.Write(OlderSamples.Organization), OlderSamples.Write(organization));
        Assert.Equal(OlderSamples.Write(OlderSamples.Role), OlderSamples.Write(OlderSamples.Role with { Source = null }));
        Assert.Equal(OlderSamples.Write(OlderSamples.Oidc), OlderSamples.Write(OlderSamples.Oidc with { ContextProvider = null }));
        Assert.Equal(OlderSamples.Write(OlderSamples.Saml), OlderSamples.Write(OlderSamples.Saml with { ContextProvider = null }));
    }

    [Fact]
    public void What_the_older_version_wrote_is_read_and_means_the_defaults()
    {
        foreach (var account in Read<Account>())
        {
            Assert.Equal((false, false, null, null), (account.MadeByOrganization, account.RoleManager, account.Email, account.Ancestor));
            Assert.Equal((null, null, null, null), (account.ParentId, account.Controls, account.OrganizationTags, account.JoinedAt));
        }

        foreach (var organization in Read<Organization>())
        {
            Assert.Equal(("ALL", 0, 0), (organization.FeatureSet, organization.PolicyTypes.Count, organization.Tags.Count));
            Assert.True(organization.Controls.IsDefault);
            Assert.True(organization.Trusts(Organization.IamService));
        }

        Assert.All(Read<Role>(), static role => Assert.Null(role.Source));
        Assert.All(Read<OidcProvider>(), static provider => Assert.Null(provider.ContextProvider));
        Assert.All(Read<SamlProvider>(), static provider => Assert.Null(provider.ContextProvider));
    }

    [Fact]
    public void What_is_set_is_written_and_read_again()
    {
        var organization = OlderSamples.Organization with
        {
            FeatureSet = "CONSOLIDATED_BILLING", PolicyTypes = [ControlPolicy.ServiceType], Controls = new AttachedControls { Service = ["p-12345678"] },
            Tags = [new EntityTag("a", "b")], TrustedServices = [],
        };
        var read = Again(organization);
        Assert.Equal(("CONSOLIDATED_BILLING", ControlPolicy.ServiceType), (read.FeatureSet, Assert.Single(read.PolicyTypes)));
        Assert.Equal(["p-12345678"], read.Controls.Of(ControlPolicy.ServiceType));
        Assert.Equal(new EntityTag("a", "b"), Assert.Single(read.Tags));
        Assert.False(read.Trusts(Organization.IamService));

        // A target that has none of a type says so: it is not the default.
        var account = Again(OlderSamples.Account with
        {
            Controls = new AttachedControls { Resource = [] }, OrganizationTags = [new EntityTag("a", "b")], MadeByOrganization = true, RoleManager = true,
            Ancestor = "444455556666", SessionsFrom = DateTimeOffset.UnixEpoch, Ended = [new EndedSessions("AKIA2222222222222222", DateTimeOffset.UnixEpoch)],
        });
        Assert.Equal(DateTimeOffset.UnixEpoch, account.SessionsFrom);
        Assert.Equal(new EndedSessions("AKIA2222222222222222", DateTimeOffset.UnixEpoch), Assert.Single(account.Ended!));
        Assert.Empty(account.Controls!.Of(ControlPolicy.ResourceType));
        Assert.Equal((true, true, "444455556666"), (account.MadeByOrganization, account.RoleManager, account.Ancestor));
        Assert.Equal(new EntityTag("a", "b"), Assert.Single(account.OrganizationTags!));
    }

    private static List<T> Read<T>() where T : class, IEntity<T>
    {
        var read = new List<T>();
        foreach (var line in Vectors.Where(static line => line.StartsWith(typeof(T).Name + " ", StringComparison.Ordinal)))
        {
            var entity = JsonSerializer.Deserialize(line[(typeof(T).Name.Length + 1)..], T.Json)!;
            Assert.Equal(line, $"{typeof(T).Name} {OlderSamples.Write(entity).Text}");
            read.Add(entity);
        }

        Assert.Equal(2, read.Count);
        return read;
    }

    private static T Again<T>(T entity) where T : class, IEntity<T> => JsonSerializer.Deserialize(OlderSamples.Write(entity).Text, T.Json)!;
}
